"""The addresses of care contracts."""

from django.urls import path

from . import contracts

urlpatterns = [
    path("contracts", contracts.index, name="contracts"),
    path("contracts/export", contracts.export, name="contracts-export"),
    path("contracts/<int:contract_id>", contracts.show, name="contract"),
    path("contracts/<int:contract_id>/renew", contracts.renew, name="contract-renew"),
    path("contracts/<int:contract_id>/change", contracts.change, name="contract-change"),
    path("contracts/<int:contract_id>/pause", contracts.pause, name="contract-pause"),
    path("contracts/<int:contract_id>/resume", contracts.resume, name="contract-resume"),
    path("contracts/<int:contract_id>/end", contracts.end, name="contract-end"),
    path(
        "contracts/<int:contract_id>/visits/<int:turn>/open",
        contracts.open_now,
        name="contract-open",
    ),
    path("customers/<int:customer_id>/contracts/new", contracts.new, name="contract-new"),
]
