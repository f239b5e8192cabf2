"""The JSON API under /api/v1/: all that the pages do, with tokens, problems and keys."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import BaseRenderer
from pydantic_core import to_json

from . import (
    appointments,
    board,
    calendars,
    cases,
    channels,
    contracts,
    coverage,
    customers,
    data_requests,
    dispatch,
    entitlements,
    exports,
    goods,
    handling,
    hooks,
    imports,
    kinds,
    ledger,
    mails,
    matters,
    messages,
    messaging,
    order_parts,
    orders,
    parts,
    policies,
    problems,
    records,
    reference,
    register,
    retention,
    rosters,
    services,
    settlements,
    staffing,
    stations,
    terms,
    tills,
    transfers,
    views,
)
from .door import Token

FIRST_REFUSAL = 400


class Plain(BaseRenderer):
    """JSON as pydantic writes it: moments in full, four times as fast as Django's encoder."""

    media_type = "application/json"

    def render(self, _request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        del response_status
        return to_json(data)


class Described(NinjaAPI):
    """Says of its refusals what they are: problems, not plain JSON.

    Anybody may ask for the description, and making it takes seconds: it is made once.
    """

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        where = given.get("path_prefix")
        if where not in self._described:
            self._described[where] = self._describe(**given)
        return self._described[where]

    @cached_property
    def _described(self) -> dict[str | None, OpenAPISchema]:
        return {}

    def _describe(self, **given: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**given)
        schema["webhooks"] = hooks.described()
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    content = answer.get("content", {})
                    if int(status) >= FIRST_REFUSAL and "application/json" in content:
                        content["application/problem+json"] = content.pop("application/json")
        return schema


api = Described(
    renderer=Plain(),
    title="aftercare",
    version="1",
    urls_namespace="api",
    docs_url=None,
    openapi_url="/openapi.json",
    auth=[Token()],
    description=(
        "After-sales service. Send `Authorization: Bearer <token>`; tokens are made on one's own "
        "account page. Posts take an `Idempotency-Key`. Refusals are RFC 9457 problems in the "
        "language of `Accept-Language`. Lists are cut by `cursor`."
    ),
)
api.add_router("/cases", kinds.router)
api.add_router("/cases", services.router)
api.add_router("/cases", matters.router)
api.add_router("/cases", cases.router)
api.add_router("/cases", handling.router)
api.add_router("", appointments.router)
api.add_router("", entitlements.router)
api.add_router("/imports", imports.router)
api.add_router("/exports", exports.router)
api.add_router("", customers.router)
api.add_router("", data_requests.router)
api.add_router("", retention.router)
api.add_router("", goods.router)
api.add_router("/messages", messages.router)
api.add_router("", ledger.router)
api.add_router("", orders.router)
api.add_router("", parts.router)
api.add_router("", transfers.router)
api.add_router("", order_parts.router)
api.add_router("", contracts.router)
api.add_router("", records.router)
api.add_router("", coverage.router)
api.add_router("", dispatch.router)
api.add_router("", board.router)
api.add_router("", stations.router)
api.add_router("", mails.router)
api.add_router("", channels.router)
api.add_router("", messaging.router)
api.add_router("", reference.router)
api.add_router("", rosters.router)
api.add_router("", settlements.router)
api.add_router("", terms.router)
api.add_router("", tills.router)
api.add_router("", staffing.router)
api.add_router("", calendars.router)
api.add_router("", policies.router)
api.add_router("", register.router)
api.add_router("", views.router)
problems.install(api)
