from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "aftercare.fieldservice.records"
    label = "records"
