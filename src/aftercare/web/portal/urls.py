from django.urls import path

from . import entry, follow, homes, own_data, promises, quotes, records, things, visits, wishes

app_name = "portal"
urlpatterns = [
    path("", entry.home, name="home"),
    path("promises", promises.promises, name="promises"),
    path("promises.pdf", promises.printed, name="promises-sheet"),
    path("report", entry.report, name="report"),
    path("find", entry.find, name="find"),
    path("u/<str:word>", things.thing, name="thing"),
    path("u/<str:word>/manual", things.manual, name="manual"),
    path("r/<str:word>", records.check, name="record"),
    path("w/<str:wish>", wishes.choose, name="wishes"),
    path("f/<str:token>", follow.follow, name="follow"),
    path("f/<str:token>/data", own_data.ask, name="own-data"),
    path("f/<str:token>/visits/<int:order_id>", visits.visit, name="visit"),
    path("f/<str:token>/visits/<int:order_id>/face", visits.face, name="visit-face"),
    path(
        "f/<str:token>/visits/<int:order_id>/calendar.ics", visits.calendar, name="visit-calendar"
    ),
    path("f/<str:token>/message", follow.say, name="say"),
    path("f/<str:token>/decision", follow.decide, name="decide"),
    path("f/<str:token>/offer", follow.answer_offer, name="answer-offer"),
    path("f/<str:token>/quotes/<int:order_id>", quotes.answer_quote, name="answer-quote"),
    path("f/<str:token>/invoices/<int:order_id>", quotes.ask, name="ask-invoice"),
    path("f/<str:token>/invoices/<int:order_id>/file", quotes.invoice, name="invoice"),
    path("f/<str:token>/certificate.pdf", follow.certificate, name="certificate"),
    path("f/<str:token>/record/<int:order_id>.pdf", records.printed, name="record-sheet"),
    path("f/<str:token>/home/<int:order_id>", homes.tell, name="home-facts"),
    path("f/<str:token>/feedback", follow.rate, name="rate"),
    path("f/<str:token>/files/<int:attachment_id>", follow.file, name="file"),
]
