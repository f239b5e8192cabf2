from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "aftercare.matters.retention"
    label = "retention"
