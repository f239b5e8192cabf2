from django.apps import AppConfig


class ProofsConfig(AppConfig):
    name = "aftercare.customers.proofs"
    label = "proofs"
