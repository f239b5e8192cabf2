from django.apps import AppConfig


class LocksConfig(AppConfig):
    name = "aftercare.fieldservice.locks"
    label = "locks"
