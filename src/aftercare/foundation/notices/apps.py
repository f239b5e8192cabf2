from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "aftercare.foundation.notices"
    label = "notices"
