from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "aftercare.fieldservice.appointments"
    label = "appointments"
