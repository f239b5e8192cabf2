from django.apps import AppConfig


class QuotesConfig(AppConfig):
    name = "aftercare.fieldservice.quotes"
    label = "quotes"
