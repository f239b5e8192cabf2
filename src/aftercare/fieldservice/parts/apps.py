from django.apps import AppConfig


class PartsConfig(AppConfig):
    name = "aftercare.fieldservice.parts"
    label = "parts"
