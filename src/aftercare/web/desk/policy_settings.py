"""The form of what a policy pack says besides its tables: handling, reminders, defaults."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases.queries import KIND_CHOICES
from aftercare.policy.packs.queries import BEYOND, ReminderRules
from aftercare.web.kit.policies import APPROVALS, CLOSING_NEEDS, FIELDS, TOLD
from aftercare.web.kit.templatetags.kit import colon

from .policy_fields import (
    MOST_ALARMS,
    Entry,
    Percents,
    add_alarms,
    alarms_given,
    alarms_told,
    many,
    number,
    yes,
)

AS_ALL = "as_all"
AGAIN_DAYS, REMINDERS = 30, ReminderRules()  # of a version that says nothing of them


class Settings(Entry):
    reopen_days = number(FIELDS["reopen_days"], 3650)
    again_days = number(FIELDS["again_days"], 365)
    again_raises = yes(FIELDS["again_raises"])
    follow_up_tries = number(FIELDS["follow_up_tries"], 20)
    follow_up_kinds = many(FIELDS["follow_up_kinds"], KIND_CHOICES)
    closing_needs = many(FIELDS["closing_needs"], list(CLOSING_NEEDS.items()))
    beyond_table = many(FIELDS["beyond_table"], list(APPROVALS.items()))
    remind_at = forms.TimeField(
        label=FIELDS["remind_at"],
        required=False,
        help_text=_("Empty: none."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    remind_hours = number(FIELDS["remind_hours"], 24, least=0, help_text=_("0: none."))
    late_minutes = number(
        FIELDS["late_minutes"], 240, least=0, help_text=_("Behind the window agreed upon.")
    )
    calendar = forms.ChoiceField(label=FIELDS["calendar"])
    warn_at_percent = Percents(FIELDS["warn_at_percent"])
    endangered_at_percent = forms.IntegerField(
        label=FIELDS["endangered_at_percent"], min_value=1, max_value=99
    )
    escalate_to = many(FIELDS["escalate_to"], list(TOLD.items()))

    PLAIN = ("reopen_days", "again_days", "again_raises", "follow_up_tries", "follow_up_kinds",
             "closing_needs", "beyond_table", "remind_at", "remind_hours", "late_minutes",
             "calendar", "warn_at_percent", "endangered_at_percent", "escalate_to")  # fmt: skip
    GROUPS = (
        (_("How a case is handled"),
         (*PLAIN[:7], *(f"closing_of_{kind}" for kind, _words in KIND_CHOICES))),
        (_("What customers are told of visits"), PLAIN[7:10]),
        (_("What promises say where they say nothing of their own"),
         (*PLAIN[10:], *(f"alarm_{n}_{what}" for n in range(MOST_ALARMS)
                        for what in ("hours", "side", "tell")))),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, words in KIND_CHOICES:
            self.fields[f"closing_of_{kind}"] = many(
                f"{FIELDS['closing_needs']}{colon()}{words}",
                [(AS_ALL, _("as for all")), *CLOSING_NEEDS.items()],
            )
        calendar = self.fields["calendar"]
        calendar.choices = [one for one in calendar.choices if one[0]]  # type: ignore[attr-defined]
        add_alarms(self)

    def told(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        own = entry.get("closing_needs_of", {})
        closing = {f"closing_of_{kind}": own.get(kind, [AS_ALL]) for kind, _words in KIND_CHOICES}
        said = {
            "beyond_table": list(BEYOND),
            "again_days": AGAIN_DAYS,
            "again_raises": True,
            "remind_at": f"{REMINDERS.at:%H:%M}",
            "remind_hours": REMINDERS.hours,
            "late_minutes": REMINDERS.late_minutes,
        } | super().told(entry)
        return said | closing | alarms_told(entry.get("escalation", []))

    def entry(self) -> dict[str, Any]:
        given = self.cleaned_data
        said = {name: given[name] for name in self.PLAIN}
        said["remind_at"] = f"{given['remind_at']:%H:%M}" if given["remind_at"] else ""
        if "beyond_table" not in self.before and said["beyond_table"] == list(BEYOND):
            del said["beyond_table"]
        closing = {kind: given[f"closing_of_{kind}"] for kind, _words in KIND_CHOICES}
        own = {kind: needs for kind, needs in closing.items() if AS_ALL not in needs}
        return said | {"closing_needs_of": own, "escalation": alarms_given(given)}
