from django.urls import path

from aftercare.web.kit.faces import own_face

from . import app, parcels, pool, till, today, visit

app_name = "mobile"
urlpatterns = [
    path("", today.today, name="today"),
    path("badge", today.badge, name="badge"),
    path("badge/face", own_face, name="face"),
    path("parcels", parcels.parcels, name="parcels"),
    path("pool", pool.pool, name="pool"),
    path("pool/<int:offer_id>", pool.accept, name="accept-offer"),
    path("till", till.till, name="till"),
    path("waiting", app.waiting, name="waiting"),
    path("ready", app.ready, name="ready"),
    path("sw.js", app.worker, name="worker"),
    path("app.webmanifest", app.manifest, name="manifest"),
    path("visits/<int:appointment_id>", visit.visit, name="visit"),
    path("visits/<int:appointment_id>/files/<int:file_id>", visit.file, name="file"),
]
