from django.apps import AppConfig


class ResolutionsConfig(AppConfig):
    name = "aftercare.casework.resolutions"
    label = "resolutions"
