"""A policy pack in plain words: its tables, entry by entry, for the desk and the portal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from aftercare.casework.cases import queries as cases
from aftercare.casework.commitments.queries import COMMITMENT_CHOICES
from aftercare.casework.resolutions.queries import GROUND_CHOICES, RESOLUTION_CHOICES
from aftercare.casework.rights.queries import FAULT_CHOICES
from aftercare.customers.units.queries import PROOF_CHOICES
from aftercare.policy.packs.queries import Part, ReminderRules, Text, said

from .entitlements import REMEDIES
from .formats import hours, money

Words = Mapping[str, str | Promise]

UNITS: Words = {
    "hour": gettext_lazy("hours, round the clock"),
    "working_hour": gettext_lazy("working hours"),
    "day": gettext_lazy("days"),
    "working_day": gettext_lazy("working days"),
}
MOMENT: Words = {"moment": gettext_lazy("by the date agreed upon")}
APPROVALS: Words = {
    "head": gettext_lazy("Head of the unit"),
    "manager": gettext_lazy("Management"),
}
TOLD: Words = {
    "owner": gettext_lazy("the owner"),
    "head": gettext_lazy("the next head"),
    "second_head": gettext_lazy("the head above"),
}
OCCASIONS: Words = {
    "opened": gettext_lazy("when the customer's word was received"),
    "agreed": gettext_lazy("when the customer agrees"),
    "resolved": gettext_lazy("when the case is resolved"),
    "dissatisfied": gettext_lazy("when a follow-up brings the case back"),
    "goods_returned": gettext_lazy("when the goods are back"),
    "mediation_opened": gettext_lazy("when an authority passes a complaint on"),
    "mediation_accepted": gettext_lazy("when the authority takes the complaint up"),
    "grave_harm": gettext_lazy("when grave harm becomes known"),
    "promised": gettext_lazy("when a date is agreed upon"),
}
KEPT_BY: Words = {
    "reached": gettext_lazy("a contact that reached the customer"),
    "reached_by_owner": gettext_lazy("a contact by the person responsible"),
    "findings": gettext_lazy("the findings"),
    "proposed": gettext_lazy("a resolution put to the customer"),
    "carried_out": gettext_lazy("the resolution carried out"),
    "resolved": gettext_lazy("the case resolved"),
    "followed_up": gettext_lazy("the follow-up"),
    "refunded": gettext_lazy("the refund paid"),
    "mediation_accepted": gettext_lazy("the answer of the authority"),
    "mediation_ended": gettext_lazy("the end of the mediation"),
    "authority_told": gettext_lazy("the report to the authority"),
    "referred": gettext_lazy("the question with a specialist"),
    "appointed": gettext_lazy("an appointment agreed upon"),
    "shown": gettext_lazy("word of it, with evidence"),
}
CLOSING_NEEDS: Words = {
    "result": gettext_lazy("result"),
    "root_cause": gettext_lazy("root cause"),
    "cost": gettext_lazy("cost"),
    "satisfaction_or_follow_up": gettext_lazy("satisfaction, or a follow-up tried often enough"),
    "acceptance": gettext_lazy("the customer's acceptance of the work"),
    "certificate": gettext_lazy("a certificate of recycling"),
}
GROUNDS: Words = {
    "defect": gettext_lazy("A fault that is ours"),
    "serious_defect": gettext_lazy("A serious defect"),
    "warranty": gettext_lazy("Within the warranty"),
    "failed_repairs": gettext_lazy("Repairs that did not help"),
    "waiting_for_part": gettext_lazy("Waiting for a part"),
    "repairer_delay": gettext_lazy("A repair that takes too long"),
    "rework": gettext_lazy("A repair that did not hold"),
    "no_reason": gettext_lazy("Bought at a distance: without a reason"),
    "burden": gettext_lazy("Who must prove what"),
    "exclusion": gettext_lazy("What is not ours"),
    "after_period": gettext_lazy("After the warranty"),
    "no_proof": gettext_lazy("Without a proof of purchase"),
    "start": gettext_lazy("From when the warranty runs"),
    "delivery": gettext_lazy("Day of delivery not known"),
}
MONEY_GROUNDS: Words = dict(GROUND_CHOICES)
ANY_OTHER = gettext_lazy("All other roles")
PARTS: Words = {
    "settings": gettext_lazy("Handling and defaults"),
    Part.COMMITMENT: gettext_lazy("Promises"),
    Part.APPROVAL: gettext_lazy("Limits of approval"),
    Part.LIMIT: gettext_lazy("Limits of money, by role"),
    Part.COMPENSATION: gettext_lazy("Compensation"),
    Part.PAUSE: gettext_lazy("Reasons to pause"),
    Part.RIGHT: gettext_lazy("Entitlements"),
    Part.PERIOD: gettext_lazy("Warranty periods"),
    Part.SOURCE: gettext_lazy("Documents that clauses are from"),
}
FIELDS: Mapping[str, Any] = {
    "code": gettext_lazy("Which promise"),
    "label": pgettext_lazy("of a thing", "Name"),
    "name": pgettext_lazy("of a thing", "Name"),
    "amount": gettext_lazy("Amount"),
    "unit": gettext_lazy("Unit of time"),
    "calendar": gettext_lazy("Calendar"),
    "close_of_business": gettext_lazy("Ends at close of business"),
    "when": gettext_lazy("For which cases"),
    "starts_on": gettext_lazy("Counted from"),
    "resolutions": gettext_lazy("Kinds of resolution"),
    "met_on": gettext_lazy("Kept by"),
    "source": gettext_lazy("Document"),
    "section": gettext_lazy("Section"),
    "clause": gettext_lazy("Clause"),
    "warn_at_percent": gettext_lazy("Warned at percent of the time"),
    "endangered_at_percent": gettext_lazy("In danger from percent"),
    "escalate_to": gettext_lazy("Who hears of a breach"),
    "escalation": gettext_lazy("Who hears of it before and after"),
    "statutory": gettext_lazy("By law"),
    "internal": gettext_lazy("Not told to the customer"),
    "confirm": gettext_lazy("Default, to be confirmed"),
    "up_to": gettext_lazy("Up to yuan"),
    "steps": gettext_lazy("Who approves, in this order"),
    "role": gettext_lazy("Role"),
    "alone_up_to": gettext_lazy("Promises alone, up to yuan"),
    "approves_up_to": gettext_lazy("Approves up to yuan"),
    "least_amount": gettext_lazy("At least yuan"),
    "most_amount": gettext_lazy("At most yuan"),
    "least_percent": gettext_lazy("At least percent of the price paid"),
    "most_percent": gettext_lazy("At most percent of the price paid"),
    "longest_days": gettext_lazy("Longest, days"),
    "evidence_needed": gettext_lazy("Evidence needed"),
    "commitments": gettext_lazy("What it stops"),
    "ground": gettext_lazy("Ground"),
    "remedies": gettext_lazy("What the customer gets"),
    "goods": gettext_lazy("Goods"),
    "days": gettext_lazy("Days"),
    "months": gettext_lazy("Months"),
    "count": gettext_lazy("Repairs"),
    "causes": gettext_lazy("Causes"),
    "proofs": gettext_lazy("Proofs that count"),
    "whole_months": gettext_lazy("Whole unit, months"),
    "main_months": gettext_lazy("Main parts, months"),
    "main_parts": gettext_lazy("Main parts"),
    "depreciation_percent_per_day": gettext_lazy("Depreciation, percent a day"),
    "fitted": gettext_lazy("Fitted by the seller"),
    "reopen_days": gettext_lazy("Reopened within, days"),
    "again_days": gettext_lazy("The same again within, days"),
    "again_raises": gettext_lazy("The same again rises one grade"),
    "follow_up_tries": gettext_lazy("Tries of a follow-up"),
    "follow_up_kinds": gettext_lazy("Followed up"),
    "closing_needs": gettext_lazy("Closing needs"),
    "closing_needs_of": gettext_lazy("Closing needs, of one kind"),
    "beyond_table": gettext_lazy("Who approves compensation beyond the table"),
    "remind_at": gettext_lazy("Reminder on the day before a visit, at"),
    "remind_hours": gettext_lazy("Reminder before a visit, hours"),
    "late_minutes": gettext_lazy("Told of a delay from, minutes"),
    "zh": gettext_lazy("In Chinese"),
    "en": gettext_lazy("In English"),
}
SELECTORS: Mapping[str, Words] = {
    "kind": dict(cases.KIND_CHOICES),
    "category": dict(cases.CATEGORY_CHOICES),
    "level": dict(cases.LEVEL_CHOICES),
    "severity": dict(cases.SEVERITY_CHOICES),
    "channel": dict(cases.CHANNEL_CHOICES),
}
FLAGS: Words = {
    "urgent": gettext_lazy("Urgent"),
    "complex": gettext_lazy("Not answered on the spot"),
}
LISTS: Mapping[str, Words] = {
    "resolutions": dict(RESOLUTION_CHOICES),
    "commitments": dict(COMMITMENT_CHOICES),
    "remedies": {str(remedy): words for remedy, words in REMEDIES.items()},
    "causes": dict(FAULT_CHOICES),
    "proofs": dict(PROOF_CHOICES),
    "steps": APPROVALS,
    "beyond_table": APPROVALS,
    "escalate_to": TOLD,
    "follow_up_kinds": SELECTORS["kind"],
    "closing_needs": CLOSING_NEEDS,
}
CODES: Mapping[str, Words] = {
    "code": dict(COMMITMENT_CHOICES),
    "unit": {**UNITS, **MOMENT},
    "starts_on": OCCASIONS,
    "met_on": KEPT_BY,
    "ground": {**GROUNDS, **MONEY_GROUNDS},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the codes of one pack stand for: its calendars, its documents, the roles."""

    calendars: Words = field(default_factory=dict)
    roles: Words = field(default_factory=dict)
    sources: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldWords:
    """A field of an entry as people read it."""

    name: str
    label: str
    words: str


def entry_words(entry: Mapping[str, Any], names: Names) -> list[FieldWords]:
    """The fields of an entry in the order of their labels, those that say nothing left out."""
    labels = {**FIELDS, "code": gettext_lazy("Code")} if "longest_days" in entry else FIELDS
    return [
        FieldWords(name=name, label=str(labels[name]), words=field_words(name, entry[name], names))
        for name in FIELDS
        if name in entry
    ]


def entry_title(part: str, entry: Mapping[str, Any], names: Names) -> str:
    """What an entry is called among its like."""
    titles: Mapping[str, Callable[[], str]] = {
        Part.COMMITMENT: lambda: said_of(entry["label"]),
        Part.APPROVAL: lambda: up_to(entry.get("up_to")),
        Part.LIMIT: lambda: str(names.roles.get(entry["role"], entry["role"])),
        Part.COMPENSATION: lambda: str(MONEY_GROUNDS.get(entry["ground"], entry["ground"])),
        Part.PAUSE: lambda: said_of(entry["name"]),
        Part.RIGHT: lambda: str(GROUNDS.get(entry["ground"], entry["ground"])),
        Part.PERIOD: lambda: "、".join(entry.get("goods", ())) or _("All other goods"),
        Part.SOURCE: lambda: said_of(entry),
    }
    return titles[Part(part)]() if part in titles else str(PARTS.get(part, part))


def field_words(name: str, value: Any, names: Names) -> str:
    special: Mapping[str, Callable[[Any], str]] = {
        "when": when_words,
        "up_to": lambda amount: money(Decimal(amount)),
        "escalation": lambda told: "; ".join(map(alarm_words, told)),
        "closing_needs_of": closing_words,
        "calendar": lambda code: str(names.calendars.get(code, code)),
        "source": lambda code: str(names.sources.get(code, code)),
        "role": lambda code: str(names.roles.get(code, code)),
        "remind_at": lambda at: at or _("none"),
    }
    if name in special:
        return special[name](value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping):
        return said_of(value)
    if isinstance(value, (list, tuple)):
        return listed(value, LISTS.get(name, {})) or _("none")
    return str(CODES.get(name, {}).get(value, value))


def listed(codes: Sequence[Any], words: Words) -> str:
    return " · ".join(str(words.get(code, code)) for code in codes)


def when_words(when: Mapping[str, Sequence[Any]]) -> str:
    return " / ".join(selector_words(name, values) for name, values in when.items())


def selector_words(name: str, values: Sequence[Any]) -> str:
    """`Complaint · Repair request`, `Urgent`, `not: Urgent`."""
    if name not in FLAGS:
        known = SELECTORS.get(name, {})
        in_order = sorted(values, key=lambda code: list(known).index(code) if code in known else 0)
        return listed(in_order, known)
    word = str(FLAGS[name])
    is_true = "true" in {str(value).lower() for value in values}
    return word if is_true else _("not: %(word)s") % {"word": word}


def alarm_words(alarm: Mapping[str, Any]) -> str:
    minutes = alarm.get("minutes_after") or -alarm["minutes_before"]
    sentence = _("%(span)s before due") if minutes < 0 else _("%(span)s after due")
    told = listed(alarm["tell"], TOLD)
    return f"{sentence % {'span': hours(abs(minutes))}}: {told}"


def closing_words(by_kind: Mapping[str, Sequence[str]]) -> str:
    kinds = SELECTORS["kind"]
    told = (f"{kinds[kind]}: {listed(needs, CLOSING_NEEDS)}" for kind, needs in by_kind.items())
    return "; ".join(told) or _("none")


def reminder_words(rules: ReminderRules) -> list[str]:
    """When customers are reminded of a visit, in sentences."""
    told = []
    if rules.at is not None:
        sentence = _("You are reminded of a visit on the day before at %(time)s.")
        told.append(sentence % {"time": f"{rules.at:%H:%M}"})
    if rules.hours:
        told.append(
            ngettext(
                "You are reminded %(n)d hour before a visit.",
                "You are reminded %(n)d hours before a visit.",
                rules.hours,
            )
            % {"n": rules.hours}
        )
    return told


def delay_words(rules: ReminderRules) -> str:
    sentence = _(
        "If we come more than %(n)d minutes after the window agreed upon, you hear of it before."
    )
    return sentence % {"n": rules.late_minutes}


def limit_words(amount: int, unit: str) -> str:
    return str(MOMENT["moment"]) if unit == "moment" else f"{amount} {UNITS[unit]}"


def up_to(amount: str | Decimal | None) -> str:
    if amount is None:
        return _("Any higher sum")
    return _("Up to %(sum)s") % {"sum": money(Decimal(amount))}


def reach_words(
    least: Decimal | None, most: Decimal | None, lower: Decimal | None, upper: Decimal | None
) -> str:
    """`30 – 200 yuan`, `300 % of the price, at least 500 yuan`, `up to 20 % of the price`."""
    if lower is None and upper is None:
        return _between(money(least) if least else "", money(most) if most is not None else "")
    share = _between(_percent(lower), _percent(upper))
    told = _("%(share)s of the price paid") % {"share": share}
    if least:
        told = _("%(share)s, at least %(sum)s") % {"share": told, "sum": money(least)}
    if most is not None:
        told = _("%(share)s, at most %(sum)s") % {"share": told, "sum": money(most)}
    return told


def _percent(share: Decimal | None) -> str:
    return f"{share.normalize():f}%" if share else ""


def _between(least: str, most: str) -> str:
    if not most:
        return _("%(sum)s or more") % {"sum": least} if least else _("any sum")
    if least == most:
        return least
    return f"{least} – {most}" if least else _("up to %(sum)s") % {"sum": most}


def months_words(months: int | None) -> str:
    if months is None:
        return "—"
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}


def said_of(text: Any) -> str:
    if not isinstance(text, Mapping):
        return str(text)
    return said(Text(zh=text["zh"], en=text.get("en", "")))
