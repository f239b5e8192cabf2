from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "aftercare.casework.visits"
    label = "visits"
