from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "aftercare.foundation.watch"
    label = "watch"
