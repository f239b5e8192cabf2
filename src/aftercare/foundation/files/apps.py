from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "aftercare.foundation.files"
    label = "files"
