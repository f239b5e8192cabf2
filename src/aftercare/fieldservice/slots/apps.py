from django.apps import AppConfig


class SlotsConfig(AppConfig):
    name = "aftercare.fieldservice.slots"
    label = "slots"
