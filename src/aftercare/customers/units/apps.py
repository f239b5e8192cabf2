from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "aftercare.customers.units"
    label = "units"
