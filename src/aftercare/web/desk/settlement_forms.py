"""The forms of statements and of the terms by which stations are paid."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.money.settlements.queries import (
    JOB_CHOICES,
    STATE_CHOICES,
    VERDICT_CHOICES,
    WAY_CHOICES,
    Band,
    Rate,
    Terms,
)

ALL = [("", _("all"))]
BANDS = 4
# Sums beside labour and way, in the order of the page: name -> label.
SUMS = (
    ("on_time", _("Bonus for each visit on time")),
    ("first_time", _("Bonus for work done at the first visit")),
    ("survey", _("Bonus for the customer's praise")),
    ("rework", _("Taken off for work that did not hold")),
    ("late", _("Taken off for each late visit")),
    ("missed", _("Taken off where nobody came")),
)
Old = tuple[forms.BoundField, str]


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


def _sum(label: Any, **more: Any) -> forms.DecimalField:
    given: dict[str, Any] = {"min_value": 0, "max_digits": 10, "decimal_places": 2}
    return forms.DecimalField(label=label, required=False, **(given | more))


def _words(label: Any, most: int = 500) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 3}))


class StatementFilterForm(forms.Form):
    state = forms.ChoiceField(label=_("State"), choices=[*ALL, *STATE_CHOICES], required=False)
    org_unit_id = forms.TypedChoiceField(
        label=_("Station"), coerce=int, required=False, empty_value=None
    )
    month = forms.DateField(
        label=_("Month"), required=False, input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )  # fmt: skip

    def __init__(self, *args: Any, stations: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["org_unit_id"].choices = [*ALL, *stations]  # type: ignore[attr-defined]


class DrawForm(forms.Form):
    org_unit_id = forms.TypedChoiceField(
        label=_("Station"), coerce=int, required=False, empty_value=None
    )
    since = _day(_("From"))
    until = _day(_("Until and including"))

    def __init__(self, *args: Any, stations: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [("", _("All stations, in the background")), *stations]
        self.fields["org_unit_id"].choices = choices  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    way = forms.ChoiceField(label=_("How it was paid"), choices=WAY_CHOICES)
    reference = forms.CharField(
        label=_("Number of the transfer, receipt or voucher"), max_length=80
    )
    paid_on = _day(_("Paid on"))


class DisputeForm(forms.Form):
    reason = _words(pgettext_lazy("dispute", "What is wrong, and what would be right"))


class AnswerForm(forms.Form):
    verdict = forms.ChoiceField(
        label=pgettext_lazy("dispute", "Who is right"), choices=VERDICT_CHOICES,
        widget=forms.RadioSelect,
    )  # fmt: skip
    amount = _sum(
        pgettext_lazy("dispute", "So much more or less, yuan"), min_value=None,
        help_text=_("Where the station is right: it comes into its next statement. "
                    "Less with a minus."),
    )  # fmt: skip
    reply = _words(_("Reply"))


class CorrectForm(forms.Form):
    amount = _sum(
        pgettext_lazy("dispute", "So much more or less, yuan"), min_value=None,
        help_text=_("It comes into the next statement of the station. Less with a minus."),
    )  # fmt: skip
    reason = _words(_("Why"), 200)


class TermsForm(forms.Form):
    """The terms whole, filled with those before; `old` stands beside each field."""

    in_force_from = _day(_("In force from"))
    parts_percent = _sum(_("Share of the price of fitted parts, percent"), max_value=100)
    survey_stars = forms.IntegerField(
        label=_("Praise begins at so many stars"), min_value=1, max_value=5
    )

    def __init__(
        self, posted: QueryDict | None, *, lines: Sequence[tuple[str, str]], old: Terms | None
    ) -> None:
        self.lines = [("", _t("goods of all lines")), *lines]
        self.old = _told(old) if old else {}
        super().__init__(posted, initial={"survey_stars": 5} | self.old)
        for job, words in JOB_CHOICES:
            for line, name in self.lines:
                self.fields[f"labour_{job}_{line}"] = _sum(f"{words} · {name}")
        for place in range(BANDS):
            self.fields[f"up_to_{place}"] = forms.IntegerField(
                label=_t("Up to, km"), min_value=1, max_value=9999, required=False
            )
            self.fields[f"band_{place}"] = _sum(_("Sum, yuan"))
        for name, label in SUMS:
            self.fields[name] = _sum(label)

    def beside(self, name: str) -> Old:
        return self[name], str(self.old.get(name, ""))

    def grid(self) -> Iterator[tuple[Any, list[Old]]]:
        """A row for each job, a cell for each product line."""
        for job, words in JOB_CHOICES:
            yield words, [self.beside(f"labour_{job}_{line}") for line, _name in self.lines]

    def bands(self) -> Iterator[tuple[Old, Old]]:
        for place in range(BANDS):
            yield self.beside(f"up_to_{place}"), self.beside(f"band_{place}")

    def others(self) -> Iterator[Old]:
        for name in ("parts_percent", *(name for name, _label in SUMS), "survey_stars"):
            yield self.beside(name)

    def clean(self) -> dict[str, Any]:
        """Of the bands the last one has no end."""
        given = super().clean() or {}
        told = [place for place in range(BANDS) if given.get(f"band_{place}") is not None]
        for place in told[:-1]:
            if given.get(f"up_to_{place}") is None:
                self.add_error(f"up_to_{place}", _t("Only the last one has no end."))
        if told and given.get(f"up_to_{told[-1]}") is not None:
            self.add_error(f"up_to_{told[-1]}", _t("The last one has no end: leave it empty."))
        return given

    @property
    def said(self) -> tuple[date, Terms]:
        given = self.cleaned_data
        plain = ("parts_percent", *(name for name, _label in SUMS))
        return given["in_force_from"], Terms(
            labour=[
                Rate(job=job, line=line, amount=amount)
                for job, _words_ in JOB_CHOICES
                for line, _name in self.lines
                if (amount := given.get(f"labour_{job}_{line}")) is not None
            ],
            travel=[
                Band(up_to=given.get(f"up_to_{place}"), amount=amount)
                for place in range(BANDS)
                if (amount := given.get(f"band_{place}")) is not None
            ],
            survey_stars=given["survey_stars"],
            **{name: given[name] or Decimal(0) for name in plain},
        )


def _told(terms: Terms) -> dict[str, Any]:
    """What each field said in the version before."""
    plain = ("parts_percent", "survey_stars", *(name for name, _label in SUMS))
    return {
        **{name: getattr(terms, name) for name in plain},
        **{f"labour_{one.job}_{one.line}": one.amount for one in terms.labour},
        **{f"band_{place}": band.amount for place, band in enumerate(terms.travel)},
        **{f"up_to_{place}": band.up_to or "" for place, band in enumerate(terms.travel)},
    }
