from django.apps import AppConfig


class SettlementsConfig(AppConfig):
    name = "aftercare.money.settlements"
    label = "settlements"
