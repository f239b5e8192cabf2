"""The forms of an import: a file, which column is what, how the rows are to be read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases.queries import KIND_CHOICES
from aftercare.casework.imports.queries import (
    CASES,
    TARGET_CHOICES,
    ColumnCard,
    ImportBrief,
    Options,
    grant_for,
)
from aftercare.foundation.actor import Actor

Choices = list[tuple[str, list[tuple[str, str]]]]
UNDECIDED, YES, NO = "", "yes", "no"


class Upload(forms.Form):
    """`target` is chosen first; the file is sent as soon as it is dropped."""

    target = forms.ChoiceField(label=_("What the rows are"), required=False)
    file = forms.FileField(
        label=_("Table"),
        allow_empty_file=True,
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,.xls,.csv,.json,.txt,.tsv", "data-submit-on-change": ""}
        ),
        error_messages={"required": _("Choose a file first.")},
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = [pair for pair in TARGET_CHOICES if actor.may(grant_for(pair[0]))]
        self.fields["target"].choices = self.offered  # type: ignore[attr-defined]

    def clean_target(self) -> str:
        """Where it is not said: what may be chosen first."""
        return self.cleaned_data["target"] or next((code for code, _name in self.offered), CASES)


class SheetForm(forms.Form):
    sheet = forms.ChoiceField(label=_("Sheet"), required=False)
    header_row = forms.IntegerField(
        label=_("Row of the names"), required=False, min_value=1, max_value=1000
    )

    def __init__(self, *args: Any, run: ImportBrief, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({"sheet": run.sheet, "header_row": run.header_row})
        choices = [(name, name or _("the only one")) for name in run.sheets]
        self.fields["sheet"].choices = choices  # type: ignore[attr-defined]


class Columns(forms.Form):
    """One choice for each column (`c0`, `c1`, …), and how to read what cells leave open."""

    kind = forms.ChoiceField(
        label=_("Kind where a row says none"),
        required=False,
        help_text=_("Without one, triage proposes the kind from the text."),
    )
    day_first = forms.ChoiceField(
        label=_("03/04/2026 means"),
        required=False,
        choices=[(UNDECIDED, _("ask me")), (YES, _("3 April")), (NO, _("4 March"))],
    )
    long_days = forms.ChoiceField(
        label=_("10.2 as a number means"),
        required=False,
        choices=[(UNDECIDED, _("ask me")), (NO, _("2 October")), (YES, _("20 October"))],
    )
    year = forms.IntegerField(
        label=_("Year of dates without one"), required=False, min_value=2000, max_value=2099
    )
    leave_out_alike = forms.BooleanField(
        label=_("Leave out rows much like a case of the last 30 days"), required=False
    )
    change_known = forms.BooleanField(
        label=_("Change what is known where the file says otherwise"),
        required=False,
        help_text=_("Otherwise such rows are named and left out. Empty cells clear nothing."),
    )

    def __init__(
        self,
        *args: Any,
        run: ImportBrief,
        columns: list[ColumnCard],
        choices: Choices,
        unknown: list[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.columns, self.unknown, self.run = columns, unknown, run
        for name in ("kind", "leave_out_alike") if run.target != CASES else ("change_known",):
            del self.fields[name]
        kind = self.fields.get("kind", forms.ChoiceField())
        kind.choices = [("", _("let triage propose")), *KIND_CHOICES]  # type: ignore[attr-defined]
        self.initial.update(first_values(run.options))
        offered = {field for _group, fields in choices for field, _name in fields}
        for index, column in enumerate(columns):
            more = [] if column.field in offered | {""} else [(column.field, column.label)]
            self.fields[f"c{index}"] = forms.ChoiceField(
                label=column.key,
                required=False,
                initial=column.field,
                choices=[("", _("— leave out —")), *more, *choices],
                widget=forms.Select(attrs={"class": "form-select"}),
            )
        for index, word in enumerate(unknown):
            self.fields[f"k{index}"] = forms.ChoiceField(
                label=word,
                required=False,
                initial=run.options.kind_words.get(word, ""),
                choices=[("", _("not yet known")), *KIND_CHOICES],
            )

    def rows(self) -> list[tuple[ColumnCard, forms.BoundField]]:
        return [(column, self[f"c{index}"]) for index, column in enumerate(self.columns)]

    def word_rows(self) -> list[forms.BoundField]:
        return [self[f"k{index}"] for index in range(len(self.unknown))]

    def chosen(self) -> dict[str, str]:
        return {c.key: self.cleaned_data[f"c{index}"] for index, c in enumerate(self.columns)}

    def options(self) -> Options:
        data = self.cleaned_data
        words = {word: data[f"k{index}"] for index, word in enumerate(self.unknown)}
        return Options(
            kind=data.get("kind", ""),
            kind_words={**self.run.options.kind_words, **{w: k for w, k in words.items() if k}},
            day_first=decided(data["day_first"]),
            long_days=decided(data["long_days"]),
            year=data["year"],
            leave_out_alike=data.get("leave_out_alike", False),
            change_known=data.get("change_known", False),
        )

    def name_of(self, key: str) -> str | None:
        """The input of a column or option that a refusal names; None for the form as a whole."""
        for index, column in enumerate(self.columns):
            if column.key == key:
                return f"c{index}"
        return key if key in self.fields else None


def decided(choice: str) -> bool | None:
    return None if choice == UNDECIDED else choice == YES


def first_values(options: Options) -> dict[str, object]:
    words = {None: UNDECIDED, True: YES, False: NO}
    return {
        "kind": options.kind,
        "day_first": words[options.day_first],
        "long_days": words[options.long_days],
        "year": options.year,
        "leave_out_alike": options.leave_out_alike,
        "change_known": options.change_known,
    }
