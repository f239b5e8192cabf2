from django.apps import AppConfig


class SitesConfig(AppConfig):
    name = "aftercare.fieldservice.sites"
    label = "sites"
