from django.apps import AppConfig


class ClashesConfig(AppConfig):
    name = "aftercare.fieldservice.clashes"
    label = "clashes"
