from django.apps import AppConfig


class ChecklistsConfig(AppConfig):
    name = "aftercare.casework.checklists"
    label = "checklists"
