from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "aftercare.foundation.identity"
    label = "identity"
