from django.apps import AppConfig


class LegalConfig(AppConfig):
    name = "aftercare.casework.legal"
    label = "legal"
