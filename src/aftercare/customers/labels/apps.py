from django.apps import AppConfig


class LabelsConfig(AppConfig):
    name = "aftercare.customers.labels"
    label = "labels"
