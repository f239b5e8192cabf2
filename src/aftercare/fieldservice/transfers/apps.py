from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "aftercare.fieldservice.transfers"
    label = "transfers"
