from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "aftercare.money.ledger"
    label = "ledger"
