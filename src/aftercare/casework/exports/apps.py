from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "aftercare.casework.exports"
    label = "exports"
