from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "aftercare.customers.parties"
    label = "parties"
