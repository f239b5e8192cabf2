"""What every child of web gives its views: the actor and the instant, decided once per request."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseLocation, trigger_client_event
from django_htmx.middleware import HtmxDetails

from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotAllowed, NotFound, Refusal
from aftercare.foundation.work import glance

from .actors import actor_of
from .files import FilesField
from .refusals import is_part, refusal_answer

# Differs from answer to answer and says nothing.
FORM_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')

# What travels compressed.
PACKED = frozenset({"text/html", "application/json", "application/problem+json"})

# What a page may ask of the device: a camera for photos and codes, nothing else.
ALLOWED = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"

P = ParamSpec("P")
View = Callable[P, HttpResponse]


class Request(HttpRequest):
    """A request as our views see it."""

    actor: Actor
    now: datetime
    htmx: HtmxDetails


class SmallMiddleware(GZipMiddleware):
    """Pages and answers of the API travel compressed; files are small already or not ours to pack.

    Compressed secrets can be guessed by their length (BREACH): Django pads each answer at random
    and masks the form token anew every time.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in PACKED:
            return response
        return super().process_response(request, response)


class FrameMiddleware:
    """Reads the clock, finds who asks, and turns refusals into answers."""

    def __init__(self, respond: Callable[[Request], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: Request) -> HttpResponse:
        with glance():
            return self.answered(request)

    def answered(self, request: Request) -> HttpResponse:
        request.now = timezone.now()
        request.actor = actor_of(request.user.pk if request.user.is_authenticated else None)
        response = self.respond(request)
        response.headers.setdefault("Permissions-Policy", ALLOWED)
        if response.status_code != HTTPStatus.NOT_MODIFIED:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(self, request: Request, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refusal):
            return None
        if isinstance(error, NotAllowed) and request.actor.user_id is None:
            return to_sign_in(request)
        return refusal_answer(request, error)


def to_sign_in(request: Request) -> HttpResponse:
    """The way to the sign-in page and back here; HTMX is told to leave the page it is on."""
    if not request.htmx:
        return redirect_to_login(request.get_full_path())
    url = redirect_to_login(request.htmx.current_url_abs_path or "/").headers["Location"]
    return HttpResponse(headers={"HX-Redirect": url})


def needs(permission: str) -> Callable[[View[P]], View[P]]:
    """`@needs("cases.see_cases")`: the view opens only for who holds the grant."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            cast(Request, args[0]).actor.must(permission)
            return view(*args, **kwargs)

        return guarded

    return guard


def signed_in(view: View[P]) -> View[P]:
    """The view opens for every signed-in member of staff."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request = cast(Request, args[0])
        if request.actor.user_id is None:
            return to_sign_in(request)
        return view(*args, **kwargs)

    return guarded


@contextmanager
def refusals_shown_on(form: BaseForm) -> Iterator[None]:
    """What the person can mend goes on the form; 403 and 404 stay what they are."""
    try:
        yield
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        said = {_called(name, form): text for name, text in refusal.fields.items()}
        named = {name: text for name, text in said.items() if name in form.fields}
        for name, text in named.items():
            form.add_error(name, text)
        rest = [text for name, text in said.items() if name not in named]
        if not named or rest:
            told = dict.fromkeys(text for text in (str(refusal), *rest) if text)
            form.add_error(None, list(told))


def _called(name: str, form: BaseForm) -> str:
    """How the form calls a field of an action; a `file` is one of those it takes."""
    if name != "file" or name in form.fields:
        return name
    return next((own for own, field in form.fields.items() if isinstance(field, FilesField)), name)


def page(
    request: Request, name: str, context: dict[str, object], *, status: int | None = None
) -> HttpResponse:
    """The page `name` ("desk/cases/show"), or its fragment `_show.html` when HTMX asks for a part.

    The status is 422 where the `form` of the context has errors.
    """
    folder, _, leaf = name.rpartition("/")
    template = f"{folder}/_{leaf}.html" if is_part(request) else f"{folder}/{leaf}.html"
    form = context.get("form")
    wrong = isinstance(form, BaseForm) and form.is_bound and not form.is_valid()
    return fragment(request, template, context, status=status or (422 if wrong else 200))


def fragment(
    request: Request, template: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    """One template as an answer; caches keep whole pages and parts apart."""
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Boosted", "Cookie"])
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def live(request: Request, template: str, context: dict[str, object]) -> HttpResponse:
    """The answer to a poll (`data-live`): 304 without a body while nothing has changed."""
    response = fragment(request, template, context)
    seen = FORM_TOKEN.sub(b"", response.content)
    response.headers["ETag"] = mark = f'"{sha256(seen).hexdigest()[:20]}"'
    known = request.headers.get("If-None-Match", "").removeprefix("W/")  # weak when it was packed
    return HttpResponseNotModified() if known == mark else response


def go(request: Request, url: str) -> HttpResponse:
    """To another page after a deed; HTMX morphs it in, and the drawer it came from closes."""
    if not request.htmx:
        return redirect(url)
    response = HttpResponseLocation(
        url,
        target="body",
        swap="morph:innerHTML",  # type: ignore[arg-type]
        headers={"HX-Boosted": "true"},
    )
    return announce(response, "close-dialog")


def announce(response: HttpResponse, event: str, **detail: object) -> HttpResponse:
    """Tells the parts of the page that listen (`hx-trigger="case-changed from:body"`)."""
    return trigger_client_event(response, event, detail)
