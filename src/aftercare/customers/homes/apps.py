from django.apps import AppConfig


class HomesConfig(AppConfig):
    name = "aftercare.customers.homes"
    label = "homes"
