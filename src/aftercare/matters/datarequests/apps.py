from django.apps import AppConfig


class DataRequestsConfig(AppConfig):
    name = "aftercare.matters.datarequests"
    label = "datarequests"
