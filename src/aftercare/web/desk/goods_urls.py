"""Addresses of one thing of a customer: its purchase, its papers, its code."""

from django.urls import path

from . import goods, labels, papers

urlpatterns = [
    path("goods/<int:unit_id>", goods.show, name="goods"),
    path("goods/<int:unit_id>/facts", goods.facts, name="goods-facts"),
    path("goods/labels", labels.sheet, name="labels"),
    path("goods/<int:unit_id>/label.svg", labels.drawn, name="label-drawn"),
    path("goods/<int:unit_id>/label/renew", labels.renew, name="renew-label"),
    path("goods/<int:unit_id>/proofs", goods.add_proofs, name="goods-proofs"),
    path("goods/<int:unit_id>/proofs/<int:proof_id>", goods.proof, name="goods-proof"),
    path("goods/<int:unit_id>/proofs/<int:proof_id>/facts", papers.show, name="paper"),
    path("goods/<int:unit_id>/proofs/<int:proof_id>/again", papers.again, name="paper-again"),
    path(
        "goods/<int:unit_id>/proofs/<int:proof_id>/remove",
        goods.remove_proof,
        name="goods-remove-proof",
    ),
]
