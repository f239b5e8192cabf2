from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "aftercare.fieldservice.reminders"
    label = "reminders"
