from django.apps import AppConfig


class StoresConfig(AppConfig):
    name = "aftercare.fieldservice.stores"
    label = "stores"
