from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "aftercare.casework.returns"
    label = "returns"
