"""Where a member of staff arrives."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from aftercare.web.kit.requests import Request, page, signed_in


@require_GET
@signed_in
def my_work(request: Request) -> HttpResponse:
    return page(request, "desk/my_work", {})
