"""The whole history, for auditors; and who looked at personal data."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from aftercare.foundation.audit import queries
from aftercare.foundation.privacy.queries import SEE_REVEALS, latest_reveals, reveal_counts
from aftercare.web.kit.requests import Request, needs, page

MONTH = timedelta(days=30)
LISTED = 6


class Filter(forms.Form):
    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"placeholder": "case:17"}),
    )
    verb = forms.ChoiceField(label=gettext_lazy("What happened"), required=False)
    user_id = forms.IntegerField(label=gettext_lazy("Account number"), required=False, min_value=1)
    from_on = forms.DateField(
        label=gettext_lazy("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    until_on = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        verbs = [("", "—"), *queries.verb_choices()]
        self.fields["verb"].choices = verbs  # type: ignore[attr-defined]

    def wanted(self) -> queries.HistoryFilter:
        given = self.cleaned_data
        return queries.HistoryFilter(
            subject=given.get("subject") or "",
            verb=given.get("verb") or "",
            user_id=given.get("user_id"),
            from_at=_midnight(given.get("from_on"), 0),
            until_at=_midnight(given.get("until_on"), 1),
        )


def _midnight(day: datetime | None, later: int) -> datetime | None:
    if day is None:
        return None
    zone = timezone.get_current_timezone()
    at = datetime.combine(day, time.min, zone) + timedelta(days=later)
    return at.astimezone(UTC)


def told(rows: Iterable[queries.EntryRow]) -> list[tuple[queries.EntryRow, str]]:
    """Each entry with its details as one line of text."""
    return [(row, " · ".join([*_details(row.detail), *_words(row.words)])) for row in rows]


def _words(words: Mapping[str, str | None]) -> Iterator[str]:
    for name, text in words.items():
        yield f"{name}: {_('Text erased') if text is None else text}"


def _details(detail: Mapping[str, object]) -> Iterator[str]:
    for name, value in detail.items():
        if value in (None, "", [], {}) or name == "words":
            continue
        if isinstance(value, list):
            more = len(value) - LISTED
            text = ", ".join(str(one) for one in value[:LISTED]) + (f" +{more}" if more > 0 else "")
        elif isinstance(value, dict):
            text = ", ".join(f"{key} {inner}" for key, inner in value.items())
        else:
            text = str(value)
        yield f"{name}: {text}"


@require_GET
@needs(queries.SEE_HISTORY)
def index(request: Request) -> HttpResponse:
    form = Filter(request.GET)
    form.is_valid()
    rows = queries.entries(
        actor=request.actor, wanted=form.wanted(), cursor=request.GET.get("cursor", "")
    )
    context = {"filter": form, "page": rows, "rows": told(rows.rows)}
    return page(request, "desk/audit/index", context)


@require_GET
@needs(SEE_REVEALS)
def reveals(request: Request) -> HttpResponse:
    """Who looked behind the mask in the last thirty days, how often, and why."""
    since = request.now - MONTH
    context = {
        "counts": reveal_counts(actor=request.actor, since=since),
        "page": latest_reveals(actor=request.actor, cursor=request.GET.get("cursor", "")),
    }
    return page(request, "desk/audit/reveals", context)
