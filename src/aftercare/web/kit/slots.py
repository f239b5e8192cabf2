"""Free windows as people choose among them, and appointments as they are told."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.fieldservice.slots.queries import Slot, Slots

from .formats import day, due, listed, local, moment

# What keeps everybody from coming: a sentence; what keeps some: a word beside their number.
KEPT: dict[str, str | Promise] = {
    "nobody": gettext_lazy("Nobody goes out in these days."),
    "skill": gettext_lazy("Nobody there has the skill that this job needs."),
    "certificate": gettext_lazy("Nobody there holds a valid certificate for this job."),
    "gear": gettext_lazy("Nobody there has the gear that this job needs."),
    "part": gettext_lazy("No van carries the part that this job needs."),
    "area": gettext_lazy("Nobody covers this area."),
    "line": gettext_lazy("Nobody covers goods of this line."),
    "away": gettext_lazy("Nobody there is at work in these days."),
    "hours": gettext_lazy("Nobody there is at work at the times that are still offered."),
    "long": gettext_lazy("With its ways the job is longer than anybody's working day there."),
    "full": gettext_lazy("Whoever may do this job is booked."),
    "second": gettext_lazy("No two who may do this job have time together."),
}
KEPT_SOME: dict[str, str | Promise] = {
    "skill": gettext_lazy("without the skill"),
    "certificate": gettext_lazy("without a valid certificate"),
    "gear": gettext_lazy("without the gear"),
    "part": gettext_lazy("without the part"),
    "area": gettext_lazy("for another area"),
    "line": gettext_lazy("for other goods"),
    "ban": gettext_lazy("not to come to this customer"),
    "required": gettext_lazy("locked to somebody else"),
    "away": gettext_lazy("not at work"),
    "hours": gettext_lazy("not at work at the times offered"),
    "long": gettext_lazy("working day too short for it"),
    "full": gettext_lazy("booked"),
    "second": gettext_lazy("no second person at the same time"),
}


def window_words(from_at: datetime, until_at: datetime, now: datetime | None = None) -> str:
    """`11月24日 周二 10:00–12:00`."""
    return f"{day(from_at, now)} {hours_words(from_at, until_at)}"


def hours_words(from_at: datetime, until_at: datetime) -> str:
    return f"{local(from_at):%H:%M}–{local(until_at):%H:%M}"


def nothing_words(slots: Slots, now: datetime) -> str:
    """Why nothing is free, for colleagues; what would help."""
    said = [_("Nothing is free in these days.")]
    if slots.later is not None:
        at = moment(slots.later.window_from, now)
        said = [_("Nothing is free in these days. The next free time is {at}.").format(at=at)]
    return " ".join([*said, *_why(slots)])


def _why(slots: Slots) -> list[str]:
    """What keeps everybody; else how many are kept by what."""
    if not slots.people:
        return [str(KEPT["nobody"])]
    by_all = [one.code for one in slots.hindered if one.people == slots.people]
    if sentences := [str(KEPT[code]) for code in by_all if code in KEPT]:
        return sentences
    some = [f"{KEPT_SOME[one.code]} {one.people}" for one in slots.hindered]
    told = _("{people} go out there: {some}.")
    return [told.format(people=slots.people, some=listed(some))] if some else []


def is_overdue(window_until: datetime, due_at: datetime | None) -> bool:
    """Somebody may begin in this window only after the work should be done."""
    return due_at is not None and window_until > due_at


def overdue_words(due_at: datetime, now: datetime) -> str:
    """Said where a time after it is agreed upon, which nobody is kept from."""
    said = _("The order is to be done by {at}; the agreed time ends later.")
    return said.format(at=due(due_at, now))


def choices_of(
    slots: Slots, now: datetime, due_at: datetime | None = None
) -> list[tuple[str, list[tuple[str, str]]]]:
    """By day; the value is the moment at which the window begins.

    Those that end after `due_at` say so.
    """
    free: Sequence[Slot] = [*slots.free, *([slots.later] if slots.later else [])]
    return [
        (day(on, now), [(_value(slot), _words(slot, due_at)) for slot in some])
        for on, some in groupby(free, key=lambda slot: local(slot.window_from).date())
    ]


def _value(slot: Slot) -> str:
    return slot.window_from.isoformat()


def _words(slot: Slot, due_at: datetime | None) -> str:
    hours = hours_words(slot.window_from, slot.window_until)
    said = _("{hours} nearby").format(hours=hours) if slot.near else hours
    if is_overdue(slot.window_until, due_at):
        return _("{hours} after the due time").format(hours=said)
    return said


class Times(forms.RadioSelect):
    """Days one below the other, their windows as large buttons."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        del renderer
        return render_to_string("kit/_times.html", self.get_context(name, value, attrs))


class SlotForm(forms.Form):
    """One of the windows that are free now; for colleagues, those after `due_at` say so."""

    window_from = forms.TypedChoiceField(
        label=gettext_lazy("Time of the visit"),
        coerce=datetime.fromisoformat,
        widget=Times,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Somebody else has that time meanwhile. Choose another one, please."
            ),
            "required": gettext_lazy("Choose a time."),
        },
    )

    def __init__(
        self,
        *args: Any,
        slots: Slots,
        now: datetime,
        due_at: datetime | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer(slots, now, due_at)

    def offer(self, slots: Slots, now: datetime, due_at: datetime | None = None) -> None:
        offered = choices_of(slots, now, due_at)
        self.fields["window_from"].choices = offered  # type: ignore[attr-defined]
