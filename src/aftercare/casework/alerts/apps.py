from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "aftercare.casework.alerts"
    label = "alerts"
