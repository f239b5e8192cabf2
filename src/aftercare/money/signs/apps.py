from django.apps import AppConfig


class SignsConfig(AppConfig):
    name = "aftercare.money.signs"
    label = "signs"
