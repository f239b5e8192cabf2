from django.apps import AppConfig


class RecountsConfig(AppConfig):
    name = "aftercare.casework.recounts"
    label = "recounts"
