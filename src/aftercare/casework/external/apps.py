from django.apps import AppConfig


class ExternalConfig(AppConfig):
    name = "aftercare.casework.external"
    label = "external"
