from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "aftercare.casework.webhooks"
    label = "webhooks"
