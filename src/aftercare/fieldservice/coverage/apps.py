from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "aftercare.fieldservice.coverage"
    label = "coverage"
