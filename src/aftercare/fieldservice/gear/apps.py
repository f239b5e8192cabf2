from django.apps import AppConfig


class GearConfig(AppConfig):
    name = "aftercare.fieldservice.gear"
    label = "gear"
