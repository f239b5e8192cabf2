"""One act on many chosen rows of a list: each by itself, and each with its own answer."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.functional import Promise

from aftercare.foundation.errors import NotFound, Refusal
from aftercare.web.kit.refusals import is_part, sentence_of
from aftercare.web.kit.requests import Request, announce, fragment, page

DIGITS = 19  # an id has fewer
MOST = 100
Counted = Callable[[int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    label: str | Promise
    icon: str
    permission: str
    perform: Callable[[Request, Any, dict[str, Any]], object]
    form: type[forms.Form]
    offers: Callable[[Request], dict[str, Any]] = lambda _request: {}
    heeds: Callable[[Any], object] | None = None
    """What of a row must still be as the drawer showed it; `changed` says that it is not."""
    changed: Callable[[Any], str] = str
    warns: Callable[[Request, Collection[int]], Mapping[int, str]] | None = None
    """Of rows that were done, by id: what should be known of what came of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """A list whose rows are chosen: rows have an `id`, a `number`, and `what` they are about.

    `field` is what its boxes are called, `address` that of one row, `event` what listens.
    """

    field: str
    address: str
    event: str
    what: str
    chosen: Counted
    done: Counted
    refused: Counted
    none: str | Promise
    acts: Mapping[str, Act]

    def offered(self, request: Request) -> list[tuple[str, Act]]:
        """The acts that the person may do."""
        return [(code, act) for code, act in self.acts.items() if request.actor.may(act.permission)]

    def ids_of(self, request: Request) -> list[int]:
        return ids_named(request, self.field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """`warning`: it was done, and something should be known of it."""

    row: Any
    refused: str
    warning: str = ""


def ids_named(request: Request, field: str) -> list[int]:
    asked = request.POST if request.method == "POST" else request.GET
    ids = [one for one in asked.getlist(field) if one.isdecimal() and len(one) < DIGITS]
    return [int(one) for one in dict.fromkeys(ids)][:MOST]


def act_of(request: Request, bulk: Bulk, code: str) -> Act:
    """Raises NotFound and NotAllowed."""
    act = bulk.acts.get(code)
    if act is None:
        raise NotFound
    request.actor.must(act.permission)
    return act


def perform(request: Request, bulk: Bulk, act: Act, rows: Sequence[Any]) -> HttpResponse:
    """The form in a drawer; after it, what became of each row."""
    bound = request.POST if request.method == "POST" else None
    form = act.form(bound, **act.offers(request))
    context: dict[str, Any] = {
        "bulk": bulk,
        "act": act,
        "rows": [(row, getattr(row, bulk.what), _seen(act, row)) for row in rows],
        "form": form,
        "chosen": bulk.chosen(len(rows)),
        "gone": len(bulk.ids_of(request)) - len(rows),
    }
    if bound is None or not rows or not form.is_valid():
        return page(request, "desk/lists/bulk", context)
    shown = set(request.POST.getlist("seen"))
    results = [
        Result(row=row, refused=act.changed(row))
        if shown and act.heeds and _seen(act, row) not in shown
        else _tried(act, request, row, dict(form.cleaned_data))
        for row in rows
    ]
    if act.warns:
        told = act.warns(request, [one.row.id for one in results if not one.refused])
        results = [replace(one, warning=told.get(one.row.id, "")) for one in results]
    refused = sum(bool(result.refused) for result in results)
    done = len(results) - refused
    context |= {
        "results": results,
        "done": bulk.done(done) if done else "",
        "refused": bulk.refused(refused) if refused else "",
    }
    if not is_part(request):
        return page(request, "desk/lists/bulk_done", context)
    return announce(fragment(request, "desk/lists/_bulk_done.html", context), bulk.event)


def _seen(act: Act, row: Any) -> str:
    return f"{row.id}:{act.heeds(row)}" if act.heeds else ""


def _tried(act: Act, request: Request, row: Any, values: dict[str, Any]) -> Result:
    try:
        act.perform(request, row, values)
    except Refusal as refusal:
        return Result(row=row, refused=sentence_of(refusal))
    return Result(row=row, refused="")
