from django.apps import AppConfig


class RostersConfig(AppConfig):
    name = "aftercare.people.rosters"
    label = "rosters"
