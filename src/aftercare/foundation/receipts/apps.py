from django.apps import AppConfig


class ReceiptsConfig(AppConfig):
    name = "aftercare.foundation.receipts"
    label = "receipts"
