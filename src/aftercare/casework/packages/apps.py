from django.apps import AppConfig


class PackagesConfig(AppConfig):
    name = "aftercare.casework.packages"
    label = "packages"
