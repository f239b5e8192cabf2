from django.apps import AppConfig


class PausesConfig(AppConfig):
    name = "aftercare.casework.pauses"
    label = "pauses"
