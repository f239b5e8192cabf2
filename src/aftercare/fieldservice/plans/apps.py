from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "aftercare.fieldservice.plans"
    label = "plans"
