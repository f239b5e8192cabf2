from django.apps import AppConfig


class SimulationsConfig(AppConfig):
    name = "aftercare.casework.simulations"
    label = "simulations"
