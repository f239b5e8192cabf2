from django.apps import AppConfig


class DeliveriesConfig(AppConfig):
    name = "aftercare.foundation.deliveries"
    label = "deliveries"
