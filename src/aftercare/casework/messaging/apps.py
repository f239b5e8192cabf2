from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "aftercare.casework.messaging"
    label = "messaging"
