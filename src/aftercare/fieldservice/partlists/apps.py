from django.apps import AppConfig


class PartListsConfig(AppConfig):
    name = "aftercare.fieldservice.partlists"
    label = "partlists"
