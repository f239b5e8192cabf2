from django.apps import AppConfig


class SparesConfig(AppConfig):
    name = "aftercare.fieldservice.spares"
    label = "spares"
