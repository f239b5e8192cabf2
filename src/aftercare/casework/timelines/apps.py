from django.apps import AppConfig


class TimelinesConfig(AppConfig):
    name = "aftercare.casework.timelines"
    label = "timelines"
