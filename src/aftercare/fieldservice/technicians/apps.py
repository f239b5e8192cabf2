from django.apps import AppConfig


class TechniciansConfig(AppConfig):
    name = "aftercare.fieldservice.technicians"
    label = "technicians"
