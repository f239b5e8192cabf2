from django.apps import AppConfig


class MergesConfig(AppConfig):
    name = "aftercare.customers.merges"
    label = "merges"
