from django.urls import path

from . import preferences

app_name = "kit"
urlpatterns = [
    path("language", preferences.choose_language, name="language"),
    path("theme", preferences.choose_theme, name="theme"),
]
