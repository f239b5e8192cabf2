from django.apps import AppConfig


class TillsConfig(AppConfig):
    name = "aftercare.money.tills"
    label = "tills"
