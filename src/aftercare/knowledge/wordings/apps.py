from django.apps import AppConfig


class WordingsConfig(AppConfig):
    name = "aftercare.knowledge.wordings"
    label = "wordings"
