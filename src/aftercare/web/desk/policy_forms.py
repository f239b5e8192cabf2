"""The forms by which people write a draft of a policy pack, entry by entry."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases.queries import (
    CATEGORY_CHOICES,
    CHANNEL_CHOICES,
    KIND_CHOICES,
    LEVEL_CHOICES,
    SEVERITY_CHOICES,
)
from aftercare.casework.commitments.queries import COMMITMENT_CHOICES
from aftercare.casework.resolutions.queries import RESOLUTION_CHOICES
from aftercare.casework.rights.queries import FAULT_CHOICES
from aftercare.customers.units.queries import PROOF_CHOICES
from aftercare.policy.packs.queries import Part
from aftercare.web.kit.policies import (
    APPROVALS,
    FIELDS,
    GROUNDS,
    KEPT_BY,
    LISTS,
    MOMENT,
    MONEY_GROUNDS,
    OCCASIONS,
    TOLD,
    UNITS,
)

from .policy_fields import (
    MOST_ALARMS,
    AnyYesNo,
    Entry,
    ManyWords,
    Percents,
    add_alarms,
    alarms_given,
    alarms_told,
    many,
    number,
    one,
    sentence,
    text,
    yes,
)

CLAUSE = ("source", "section", "clause_zh", "clause_en", "confirm")


class Clause(Entry):
    source = forms.ChoiceField(label=FIELDS["source"], initial="own")
    section = text(FIELDS["section"], required=False)
    clause_zh = sentence(_("Clause in Chinese"))
    clause_en = sentence(_("Clause in English"), required=False)
    confirm = yes(FIELDS["confirm"])

    BOTH: ClassVar[Sequence[str]] = ("clause",)
    UNSAID: ClassVar[Mapping[str, str]] = {"source": "own"}


class Commitment(Clause):
    code = forms.ChoiceField(label=FIELDS["code"], choices=COMMITMENT_CHOICES)
    label_zh = text(_("Name in Chinese"))
    label_en = text(_("Name in English"), required=False)
    amount = forms.IntegerField(label=FIELDS["amount"], min_value=0, max_value=9999)
    unit = one(FIELDS["unit"], {**UNITS, **MOMENT})
    calendar = forms.ChoiceField(label=FIELDS["calendar"], required=False)
    close_of_business = yes(FIELDS["close_of_business"])
    when_kind = many(_("Kind"), KIND_CHOICES)
    when_category = many(_("Category"), CATEGORY_CHOICES)
    when_level = many(_("Level"), LEVEL_CHOICES)
    when_severity = many(_("Severity"), SEVERITY_CHOICES)
    when_channel = many(_("Channel"), CHANNEL_CHOICES)
    when_urgent = AnyYesNo(_("Urgent"))
    when_complex = AnyYesNo(_("Not answered on the spot"))
    starts_on = one(FIELDS["starts_on"], OCCASIONS)
    resolutions = many(
        _("Only for these kinds of resolution"),
        RESOLUTION_CHOICES,
        help_text=_("Where it counts from the customer's agreement; none: for all."),
    )
    met_on = one(FIELDS["met_on"], KEPT_BY)
    own_alarms = yes(
        _("Warnings of its own"), help_text=_("Else as the pack says for all promises.")
    )
    warn_at_percent = Percents(FIELDS["warn_at_percent"])
    endangered_at_percent = forms.IntegerField(
        label=FIELDS["endangered_at_percent"], min_value=1, max_value=99, required=False
    )
    escalate_to = many(FIELDS["escalate_to"], list(TOLD.items()))
    statutory = yes(FIELDS["statutory"], help_text=_("No pause stops it, no new date moves it."))
    internal = yes(FIELDS["internal"])

    ALARMS = ("warn_at_percent", "endangered_at_percent", "escalate_to", "escalation")
    SELECTORS = ("kind", "category", "level", "severity", "channel")
    PLAIN = ("code", "amount", "unit", "calendar", "close_of_business", "starts_on", "resolutions",
             "met_on", "source", "section", "statutory", "internal", "confirm")  # fmt: skip
    BOTH = ("label", "clause")
    UNSAID: ClassVar[Mapping[str, str]] = {"source": "own", "starts_on": "opened"}
    GROUPS = (
        (_("What is promised"), ("code", "label_zh", "label_en", "amount", "unit", "calendar",
                                 "close_of_business")),
        (_("For which cases"), ("when_kind", "when_category", "when_level", "when_severity",
                                "when_channel", "when_urgent", "when_complex")),
        (_("From when, and what keeps it"), ("starts_on", "resolutions", "met_on")),
        (_("Where it is written"), (*CLAUSE, "statutory", "internal")),
        (_("Who hears of it"), ("own_alarms", "warn_at_percent", "endangered_at_percent",
                                "escalate_to", *(f"alarm_{n}_{what}" for n in range(MOST_ALARMS)
                                                 for what in ("hours", "side", "tell")))),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_alarms(self)

    def told(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        alarms = {name: entry.get(name, self.defaults.get(name)) for name in self.ALARMS}
        when = entry.get("when", {})
        flags = {f"when_{name}": "yes" if True in when[name] else "no"
                 for name in ("urgent", "complex") if name in when}  # fmt: skip
        return (
            super().told(entry)
            | {f"when_{name}": when.get(name, []) for name in self.SELECTORS}
            | flags
            | {"own_alarms": any(name in entry for name in self.ALARMS)}
            | alarms
            | alarms_told(alarms["escalation"] or [])
        )

    def entry(self) -> dict[str, Any]:
        given, entry = self.cleaned_data, super().entry()
        own = self.before.get("when", {})
        when = {name: values for name, values in own.items() if f"when_{name}" not in self.fields}
        when |= {name: given[f"when_{name}"] for name in self.SELECTORS if given[f"when_{name}"]}
        when |= {name: [given[f"when_{name}"] == "yes"] for name in ("urgent", "complex")
                 if given[f"when_{name}"]}  # fmt: skip
        entry = {name: value for name, value in entry.items() if name not in {*self.ALARMS, "when"}}
        if given["own_alarms"]:
            entry |= {name: given[name] for name in ("warn_at_percent", "escalate_to")}
            entry["escalation"] = alarms_given(given)
            if given["endangered_at_percent"]:
                entry["endangered_at_percent"] = given["endangered_at_percent"]
        return entry | ({"when": when} if when else {}) | {"amount": given["amount"]}


class Pause(Entry):
    code = forms.SlugField(
        label=_("Code"),
        max_length=40,
        help_text=_("Latin letters; it stays as it is."),
        error_messages={"invalid": _("Only Latin letters, digits, - and _.")},
    )
    name_zh = text(_("Name in Chinese"))
    name_en = text(_("Name in English"), required=False)
    longest_days = number(FIELDS["longest_days"], 365)
    evidence_needed = yes(FIELDS["evidence_needed"])
    commitments = many(FIELDS["commitments"], COMMITMENT_CHOICES)

    PLAIN = ("code", "longest_days", "evidence_needed", "commitments")
    BOTH = ("name",)

    def entry(self) -> dict[str, Any]:
        given = self.cleaned_data
        said = {name: given[name] for name in ("evidence_needed", "commitments")}
        return super().entry() | said


class Limit(Entry):
    up_to = forms.DecimalField(
        label=FIELDS["up_to"], required=False, min_value=0, max_digits=12, decimal_places=2,
        help_text=_("Empty: any higher sum. The last limit has no upper end."),
    )  # fmt: skip
    steps = many(FIELDS["steps"], list(APPROVALS.items()))

    PLAIN = ("up_to", "steps")

    def entry(self) -> dict[str, Any]:
        in_order = [step for step in APPROVALS if step in self.cleaned_data["steps"]]
        return super().entry() | {"steps": in_order}


def _sum(name: str, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=FIELDS[name], required=False, min_value=0, max_digits=12, decimal_places=2, **more
    )


class RoleLimit(Entry):
    role = forms.ChoiceField(label=FIELDS["role"])
    alone_up_to = _sum("alone_up_to", help_text=_("Over all of one case. Empty: any sum."))
    approves_up_to = _sum("approves_up_to", help_text=_("Empty: any sum."))

    PLAIN = ("role", "alone_up_to", "approves_up_to")


class Compensation(Clause):
    ground = one(FIELDS["ground"], MONEY_GROUNDS)
    when_kind = many(_("Kind"), KIND_CHOICES)
    when_category = many(_("Category"), CATEGORY_CHOICES)
    when_level = many(_("Level"), LEVEL_CHOICES)
    when_severity = many(_("Severity"), SEVERITY_CHOICES)
    least_amount = _sum("least_amount")
    most_amount = _sum("most_amount")
    least_percent = _sum("least_percent")
    most_percent = _sum(
        "most_percent", help_text=_("With shares of the price the sums are bounds of them.")
    )
    statutory = yes(FIELDS["statutory"])

    SELECTORS = ("kind", "category", "level", "severity")
    SUMS = ("least_amount", "most_amount", "least_percent", "most_percent")
    PLAIN = ("ground", *SUMS, "source", "section", "statutory", "confirm")
    GROUPS = (
        (_("On what it rests"), ("ground",)),
        (_("For which cases"), tuple(f"when_{name}" for name in SELECTORS)),
        (_("How much"), SUMS),
        (_("Where it is written"), (*CLAUSE, "statutory")),
    )

    def told(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        when = entry.get("when", {})
        return super().told(entry) | {f"when_{n}": when.get(n, []) for n in self.SELECTORS}

    def entry(self) -> dict[str, Any]:
        given = self.cleaned_data
        own = self.before.get("when", {})
        when = {name: values for name, values in own.items() if name not in self.SELECTORS}
        when |= {name: given[f"when_{name}"] for name in self.SELECTORS if given[f"when_{name}"]}
        said = {name: value for name, value in super().entry().items() if name != "when"}
        return said | ({"when": when} if when else {})


class Right(Clause):
    ground = one(FIELDS["ground"], GROUNDS)
    remedies = many(FIELDS["remedies"], list(LISTS["remedies"].items()))
    goods = ManyWords(
        FIELDS["goods"], help_text=_("Words that their names contain; none: all goods.")
    )
    days = number(FIELDS["days"], 9999, required=False)
    months = number(FIELDS["months"], 600, required=False)
    count = number(FIELDS["count"], 99, required=False)
    causes = many(FIELDS["causes"], FAULT_CHOICES)
    proofs = many(FIELDS["proofs"], PROOF_CHOICES)

    PLAIN = ("ground", "remedies", "goods", "days", "months", "count", "causes", "proofs",
             "source", "section", "confirm")  # fmt: skip
    GROUPS = (
        (_("On what it rests, and what it gives"), ("ground", "remedies", "goods")),
        (_("Limits"), ("days", "months", "count", "causes", "proofs")),
        (_("Where it is written"), CLAUSE),
    )


class Period(Clause):
    goods = ManyWords(
        FIELDS["goods"], help_text=_("Words that their names contain; none: all goods.")
    )
    whole_months = number(FIELDS["whole_months"], 600)
    main_months = number(FIELDS["main_months"], 600, required=False)
    main_parts = ManyWords(FIELDS["main_parts"])
    depreciation_percent_per_day = forms.DecimalField(
        label=FIELDS["depreciation_percent_per_day"], required=False, min_value=0, max_value=100,
        decimal_places=4,
    )  # fmt: skip
    fitted = yes(FIELDS["fitted"])

    PLAIN = ("goods", "whole_months", "main_months", "main_parts", "depreciation_percent_per_day",
             "fitted", "source", "section", "confirm")  # fmt: skip
    GROUPS = (
        (_("How long"), ("goods", "whole_months", "main_months", "main_parts",
                         "depreciation_percent_per_day", "fitted")),
        (_("Where it is written"), CLAUSE),
    )  # fmt: skip


class Source(Entry):
    zh = text(_("Title in Chinese"), 120)
    en = text(_("Title in English"), 200, required=False)

    PLAIN = ("zh",)

    def told(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        return {name: entry.get(name, "") for name in ("zh", "en")}

    def entry(self) -> dict[str, Any]:
        return super().entry() | {"en": self.cleaned_data["en"]}


FORMS: Mapping[str, type[Entry]] = {
    Part.COMMITMENT: Commitment,
    Part.PAUSE: Pause,
    Part.APPROVAL: Limit,
    Part.LIMIT: RoleLimit,
    Part.COMPENSATION: Compensation,
    Part.RIGHT: Right,
    Part.PERIOD: Period,
    Part.SOURCE: Source,
}
# Where a fault of an entry is shown, if not in the field of its own name.
SHOWN_AT = {"label": "label_zh", "clause": "clause_zh", "name": "name_zh"}


def shown_at(where: str) -> str:
    """`when.kind` -> `when_kind`, `escalation[0].tell` -> `alarm_0_tell`."""
    if where.startswith("escalation["):
        place = where.removeprefix("escalation[").partition("]")
        return f"alarm_{place[0]}_{'tell' if place[2] == '.tell' else 'hours'}"
    return SHOWN_AT.get(where, where.replace(".", "_"))


class Reason(forms.Form):
    reason = sentence(_("Why"))


class Comment(forms.Form):
    comment = sentence(_("Comment"), required=False)


class Approve(Comment):
    in_force_on = forms.DateField(
        label=_("In force from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("From the beginning of this day; today: at once."),
    )


class Sure(forms.Form):
    """Nothing to type: the button is the answer."""
