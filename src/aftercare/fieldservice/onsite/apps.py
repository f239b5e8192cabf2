from django.apps import AppConfig


class OnsiteConfig(AppConfig):
    name = "aftercare.fieldservice.onsite"
    label = "onsite"
