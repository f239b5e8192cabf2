"""The whole history, for auditors; and who looked at personal data."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from operator import itemgetter
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from aftercare.casework.cases.queries import SEE_CASES, case_id_of
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit import queries
from aftercare.foundation.errors import NotFound
from aftercare.foundation.identity.queries import SEE_USERS, account_choices
from aftercare.foundation.privacy.queries import SEE_REVEALS, latest_reveals, reveal_counts
from aftercare.foundation.watch.queries import alerts
from aftercare.web.kit.requests import Request, needs, page

from .history_labels import OVER, READINGS
from .history_words import subjects, told

MONTH = timedelta(days=30)
KNOWN = [MinValueValidator(date(1994, 1, 1)), MaxValueValidator(date(2199, 12, 31))]
MOST_ACCOUNTS = 1000


class Filter(forms.Form):
    """`subject` is a case number, or as the history writes it: `case:17`, `user:3`."""

    subject = forms.CharField(
        label=gettext_lazy("About what"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"placeholder": "AS261122-00017"}),
    )
    verb = forms.ChoiceField(label=gettext_lazy("What happened"), required=False)
    user_id = forms.TypedChoiceField(
        label=gettext_lazy("Who"), required=False, coerce=int, empty_value=None
    )
    from_on = forms.DateField(
        label=gettext_lazy("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=KNOWN,
    )
    until_on = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=KNOWN,
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["verb"].choices = [("", "—"), *sorted(queries.verb_choices(), key=itemgetter(1))]
        may = actor.may(SEE_USERS)
        accounts = account_choices(actor=actor, limit=MOST_ACCOUNTS) if may else []
        fields["user_id"].choices = [("", "—"), *accounts]

    def wanted(self, actor: Actor) -> queries.HistoryFilter:
        given = self.cleaned_data
        return queries.HistoryFilter(
            subject=_subject_of(actor, given.get("subject") or ""),
            verb=given.get("verb") or "",
            user_id=given.get("user_id"),
            from_at=_midnight(given.get("from_on"), 0),
            until_at=_midnight(given.get("until_on"), 1),
        )


def _subject_of(actor: Actor, text: str) -> str:
    """`case:17` of a case number; anything else is taken as it is written."""
    if ":" in text or not text or not actor.may(SEE_CASES):
        return text
    with suppress(NotFound):
        return f"case:{case_id_of(actor=actor, number=text)}"
    return text


def _midnight(day: datetime | None, later: int) -> datetime | None:
    if day is None:
        return None
    zone = timezone.get_current_timezone()
    at = datetime.combine(day, time.min, zone) + timedelta(days=later)
    return at.astimezone(UTC)


@require_GET
@needs(queries.SEE_HISTORY)
def index(request: Request) -> HttpResponse:
    form = Filter(request.GET, actor=request.actor)
    form.is_valid()
    rows = queries.entries(
        actor=request.actor, wanted=form.wanted(request.actor), cursor=request.GET.get("cursor", "")
    )
    context = {
        "alerts": [
            (alert, READINGS[alert.kind], OVER[alert.reason])
            for alert in alerts(actor=request.actor, since=request.now - MONTH)
        ],
        "filter": form,
        "page": rows,
        "rows": told(actor=request.actor, rows=rows.rows, now=request.now),
    }
    return page(request, "desk/audit/index", context)


@require_GET
@needs(SEE_REVEALS)
def reveals(request: Request) -> HttpResponse:
    """Who looked behind the mask in the last thirty days, how often, and why."""
    actor, now = request.actor, request.now
    found = latest_reveals(actor=actor, cursor=request.GET.get("cursor", ""))
    names = subjects(actor=actor, codes=[row.subject for row in found.rows], now=now)
    context = {
        "counts": reveal_counts(actor=actor, since=now - MONTH),
        "page": found,
        "rows": [(row, *names[row.subject]) for row in found.rows],
    }
    return page(request, "desk/audit/reveals", context)
