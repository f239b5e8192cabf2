from django.apps import AppConfig


class DelaysConfig(AppConfig):
    name = "aftercare.casework.delays"
    label = "delays"
