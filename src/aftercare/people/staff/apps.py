from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "aftercare.people.staff"
    label = "staff"
