from django.apps import AppConfig


class ProductsConfig(AppConfig):
    name = "aftercare.customers.products"
    label = "products"
