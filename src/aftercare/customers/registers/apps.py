from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "aftercare.customers.registers"
    label = "registers"
