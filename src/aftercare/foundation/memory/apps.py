from django.apps import AppConfig


class MemoryConfig(AppConfig):
    name = "aftercare.foundation.memory"
    label = "memory"
