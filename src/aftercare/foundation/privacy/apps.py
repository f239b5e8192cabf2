from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "aftercare.foundation.privacy"
    label = "privacy"
