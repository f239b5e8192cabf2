from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "aftercare.policy.calendars"
    label = "calendars"
