"""One deed in a drawer: its form, the call of its action, and back to where one came from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.utils.functional import Promise

from aftercare.web.kit.refusals import is_part
from aftercare.web.kit.requests import Request, fragment, go, page, refusals_shown_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What is to be done, in words. `lists` are proposals for fields that name them by `list`.

    `trial` is a second button, named `try`; `told` what came of it, with its tone. Without a word
    on the `button` there is nothing to be sent, and `told` says why; `way` leads on: its words, and
    where to; `elsewhere` too, to a page that no drawer has room for.
    """

    title: str | Promise
    button: str | Promise
    done: str | Promise
    back: str
    help: str | Promise = ""
    danger: bool = False
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    trial: str | Promise = ""
    told: str | Promise = ""
    tone: str = ""
    way: tuple[str | Promise, str] | None = None
    elsewhere: tuple[str | Promise, str] | None = None


def posted(request: Request) -> QueryDict | None:
    """What was sent, also when it is nothing at all: for forms of a single button."""
    return request.POST if request.method == "POST" else None


def seen_on_page(request: Request, now: str) -> str:
    """How what a drawer is about was named on the page that the drawer was opened from."""
    return request.GET.get("seen") or now


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """What a deed came to where it is not what its button says: the words, and where to."""

    said: str
    back: str = ""


def drawer(
    request: Request, deed: Deed, form: forms.Form, perform: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """The form as a page of its own, or in the drawer; what is refused comes back on the form.

    What `perform` gives back counts only where it is `Otherwise`.
    """
    if form.is_valid():
        with refusals_shown_on(form):
            came = perform(dict(form.cleaned_data))
            if isinstance(came, Otherwise):
                messages.info(request, came.said)
                return go(request, came.back or deed.back)
            messages.success(request, str(deed.done))
            return go(request, deed.back)
    context: dict[str, object] = {"deed": deed, "form": form}
    if is_part(request) and request.method == "POST":
        return fragment(request, "desk/_drawer_form.html", context, status=422)
    return page(request, "desk/drawer", context)
