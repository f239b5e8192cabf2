"""The fields of an entry of a policy, and what every form of one has."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aftercare.web.kit.policies import TOLD, Words

MOST_ALARMS = 3
MINUTES = 60  # of an hour
Group = tuple[str | Promise, Sequence[str]]


def many(label: Any, choices: Any, **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=False, **more
    )


def one(label: Any, words: Words) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(words.items()))


def number(label: Any, most: int, *, least: int = 1, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, **more)


def text(label: Any, most: int = 60, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, **more)


def yes(label: Any, **more: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, **more)


def sentence(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=500, required=required, widget=forms.Textarea(attrs={"rows": 2})
    )


class ManyWords(forms.CharField):
    """Words apart by commas or spaces, `、` and `，` among them: a list of them."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label=label, max_length=500, required=False, **more)

    def prepare_value(self, value: Any) -> Any:
        return "、".join(map(str, value)) if isinstance(value, (list, tuple)) else value

    def to_python(self, value: Any) -> Any:
        for mark in "、，,;；":
            value = (value or "").replace(mark, " ")
        return value.split()


class Percents(ManyWords):
    """Shares of the time, like `50, 75, 90`."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else value

    def to_python(self, value: Any) -> Any:
        words = [word.removesuffix("%") for word in super().to_python(value)]
        if not all(word.isdecimal() for word in words):
            raise forms.ValidationError(_("Write percentages like 50, 75, 90."))
        return [int(word) for word in words if word]


class AnyYesNo(forms.TypedChoiceField):
    """A selector of a promise: all cases, only those, or only the others."""

    def __init__(self, label: Any) -> None:
        choices = [("", _("all cases")), ("yes", _("only these")), ("no", _("only the others"))]
        super().__init__(label=label, choices=choices, required=False)


class Entry(forms.Form):
    """An entry of a draft. `seen` is how the draft was named when the page was drawn.

    Keys of the entry that no field stands for stay as they were.
    """

    GROUPS: ClassVar[Sequence[Group]] = ()
    PLAIN: ClassVar[Sequence[str]] = ()  # fields that are keys of the entry as they are
    BOTH: ClassVar[Sequence[str]] = ()  # texts in two languages
    UNSAID: ClassVar[Mapping[str, str]] = {}  # what an entry means where it says nothing
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        entry: Mapping[str, Any] | None,
        calendars: Sequence[tuple[str, str]],
        sources: Sequence[tuple[str, str]],
        roles: Sequence[tuple[str, str]],
        defaults: Mapping[str, Any],
        seen: str,
        **kwargs: Any,
    ) -> None:
        self.before = dict(entry or {})
        self.defaults = defaults
        initial = {"seen": seen} | (self.told(self.before) if entry is not None else {})
        super().__init__(*args, **{**kwargs, "initial": initial})
        for name, choices in (("calendar", calendars), ("source", sources), ("role", roles)):
            if name in self.fields:
                more = [("", _("as the pack says"))] if name == "calendar" else []
                self.fields[name].choices = [*more, *choices]  # type: ignore[attr-defined]

    def told(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields show of an entry."""
        shown = {name: entry[name] for name in self.PLAIN if name in entry}
        shown = {**self.UNSAID, **shown}
        for name in self.BOTH:
            text = entry.get(name, {})
            text = text if isinstance(text, Mapping) else {"zh": text}
            shown |= {f"{name}_zh": text.get("zh", ""), f"{name}_en": text.get("en", "")}
        return shown

    def entry(self) -> dict[str, Any]:
        """The entry that the fields say; what is empty is left out."""
        given = self.cleaned_data
        new: dict[str, Any] = {name: self._plain(given[name]) for name in self.PLAIN}
        for name in self.BOTH:
            new[name] = {"zh": given[f"{name}_zh"], "en": given[f"{name}_en"]}
        rest = {name: value for name, value in self.before.items() if name not in new}
        return rest | {name: value for name, value in new.items() if self._says(name, value)}

    def _plain(self, value: Any) -> Any:
        return str(value) if isinstance(value, Decimal) else value

    def _says(self, name: str, value: Any) -> bool:
        """A no, and what goes without saying, is said only where it was said before."""
        if value is False or value == self.UNSAID.get(name):
            return name in self.before
        return value not in (None, "", [])

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as the page shows them, under their headings."""
        shown = self.GROUPS or [("", [name for name in self.fields if name != "seen"])]
        return [(str(title), [self[name] for name in names]) for title, names in shown]


def add_alarms(form: forms.Form) -> None:
    """Rows for who hears of it so long before or after; those left empty say nothing."""
    sides = [("before", _("before due")), ("after", _("after due"))]
    for n in range(MOST_ALARMS):
        form.fields[f"alarm_{n}_hours"] = forms.DecimalField(
            label=_("Hours"), required=False, min_value=Decimal("0.1"), max_value=2000,
            decimal_places=2, help_text=_("Of the calendar of the promise."),
        )  # fmt: skip
        form.fields[f"alarm_{n}_side"] = forms.ChoiceField(
            label=_("Before or after"), choices=sides, required=False
        )
        form.fields[f"alarm_{n}_tell"] = many(_("Who is told"), list(TOLD.items()))


def alarms_told(alarms: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for n, alarm in enumerate(alarms[:MOST_ALARMS]):
        side = "after" if "minutes_after" in alarm else "before"
        length = Decimal(alarm[f"minutes_{side}"]) / MINUTES
        shown |= {f"alarm_{n}_hours": f"{length.normalize():f}", f"alarm_{n}_side": side,
                  f"alarm_{n}_tell": alarm["tell"]}  # fmt: skip
    return shown


def alarms_given(given: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {f"minutes_{given[f'alarm_{n}_side']}": round(length * MINUTES),
         "tell": given[f"alarm_{n}_tell"]}
        for n in range(MOST_ALARMS)
        if (length := given[f"alarm_{n}_hours"])
    ]  # fmt: skip
