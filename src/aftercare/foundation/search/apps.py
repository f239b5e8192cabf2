from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "aftercare.foundation.search"
    label = "search"
