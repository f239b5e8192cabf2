from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "aftercare.matters.leads"
    label = "leads"
