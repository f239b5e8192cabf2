from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "aftercare.policy.packs"
    label = "packs"
