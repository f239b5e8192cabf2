from django.apps import AppConfig


class DoublesConfig(AppConfig):
    name = "aftercare.casework.doubles"
    label = "doubles"
