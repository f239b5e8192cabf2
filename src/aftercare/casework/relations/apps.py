from django.apps import AppConfig


class RelationsConfig(AppConfig):
    name = "aftercare.casework.relations"
    label = "relations"
