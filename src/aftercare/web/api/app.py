"""The JSON API under /api/v1/: all that the pages do, with tokens, problems and keys."""

from ninja import NinjaAPI

from . import cases, handling, imports, problems, reference
from .door import Token

api = NinjaAPI(
    title="aftercare",
    version="1",
    urls_namespace="api",
    docs_url=None,
    openapi_url="/openapi.json",
    auth=[Token()],
    description=(
        "After-sales service. Send `Authorization: Bearer <token>`; tokens are made on one's own "
        "account page. Posts take an `Idempotency-Key`. Refusals are RFC 9457 problems. Lists are "
        "cut by `cursor`."
    ),
)
api.add_router("/cases", cases.router)
api.add_router("/cases", handling.router)
api.add_router("/imports", imports.router)
api.add_router("", reference.router)
problems.install(api)
