from django.apps import AppConfig


class CareContractsConfig(AppConfig):
    name = "aftercare.fieldservice.carecontracts"
    label = "carecontracts"
