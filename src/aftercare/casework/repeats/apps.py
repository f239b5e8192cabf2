from django.apps import AppConfig


class RepeatsConfig(AppConfig):
    name = "aftercare.casework.repeats"
    label = "repeats"
