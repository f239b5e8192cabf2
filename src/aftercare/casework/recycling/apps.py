from django.apps import AppConfig


class RecyclingConfig(AppConfig):
    name = "aftercare.casework.recycling"
    label = "recycling"
