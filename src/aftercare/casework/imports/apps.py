from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "aftercare.casework.imports"
    label = "imports"
