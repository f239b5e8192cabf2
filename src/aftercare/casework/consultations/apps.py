from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "aftercare.casework.consultations"
    label = "consultations"
