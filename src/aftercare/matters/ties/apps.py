from django.apps import AppConfig


class TiesConfig(AppConfig):
    name = "aftercare.matters.ties"
    label = "ties"
