from django.urls import path

from . import start

app_name = "desk"
urlpatterns = [
    path("", start.my_work, name="my-work"),
]
