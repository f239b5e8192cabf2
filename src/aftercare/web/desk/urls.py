from django.urls import path

from . import notices, palette, start

app_name = "desk"
urlpatterns = [
    path("", start.my_work, name="my-work"),
    path("palette", palette.palette, name="palette"),
    path("notices", notices.index, name="notices"),
    path("notices/bell", notices.bell, name="bell"),
    path("notices/read", notices.read_all, name="read-notices"),
    path("notices/<int:notice_id>", notices.open_notice, name="open-notice"),
]
