from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "aftercare.casework.rights"
    label = "rights"
