from django.apps import AppConfig


class TriageConfig(AppConfig):
    name = "aftercare.casework.triage"
    label = "triage"
