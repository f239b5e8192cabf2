from django.apps import AppConfig


class ViewsConfig(AppConfig):
    name = "aftercare.casework.views"
    label = "views"
