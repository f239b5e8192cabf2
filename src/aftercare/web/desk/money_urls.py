"""The addresses of money: statements of stations, and the terms by which they are paid."""

from django.urls import path

from . import settlement_paper, settlement_terms, settlements, tills

urlpatterns = [
    path("settlements", settlements.index, name="statements"),
    path("settlements/progress", settlements.progress, name="statements-progress"),
    path("settlements/draw", settlements.draw, name="draw-statement"),
    path("settlements/terms", settlement_terms.index, name="terms"),
    path("settlements/terms/new/<slug:scope>", settlement_terms.new, name="new-terms"),
    path("settlements/<int:statement_id>", settlements.show, name="statement"),
    path("settlements/<int:statement_id>/export", settlements.export, name="statement-export"),
    path("settlements/<int:statement_id>/paper", settlement_paper.paper, name="statement-paper"),
    path("settlements/<int:statement_id>/do/<slug:code>", settlements.do, name="statement-do"),
    path("settlements/lines/<int:line_id>/<slug:code>", settlements.line_do, name="line-do"),
    path("tills", tills.index, name="tills"),
    path("tills/<int:member_id>/<slug:day>", tills.show, name="till"),
    path("tills/<int:member_id>/<slug:day>/count", tills.count, name="till-count"),
    path("tills/<int:member_id>/<slug:day>/paper", tills.paper, name="till-paper"),
    path("tills/counts/<int:hand_in_id>/correct", tills.correct, name="till-correct"),
]
