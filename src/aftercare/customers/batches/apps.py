from django.apps import AppConfig


class BatchesConfig(AppConfig):
    name = "aftercare.customers.batches"
    label = "batches"
