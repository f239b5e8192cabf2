from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "aftercare.casework.intake"
    label = "intake"
