from django.apps import AppConfig


class SignInsConfig(AppConfig):
    name = "aftercare.foundation.sign_ins"
    label = "sign_ins"
