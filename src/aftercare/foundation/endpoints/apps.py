from django.apps import AppConfig


class EndpointsConfig(AppConfig):
    name = "aftercare.foundation.endpoints"
    label = "endpoints"
