"""The words of casework in templates: codes in, labels and badges out."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases import queries as cases
from aftercare.casework.checklists.queries import TASK_CHOICES
from aftercare.casework.commitments.queries import AlarmRow, ClockCard
from aftercare.casework.external.queries import BODY_CHOICES
from aftercare.casework.external.queries import OUTCOME_CHOICES as ENDINGS
from aftercare.casework.packages.queries import FAULT_CHOICES, REMEDY_CHOICES
from aftercare.casework.recycling.queries import CONDITION_CHOICES as OLD_CONDITIONS
from aftercare.casework.recycling.queries import PAID_CHOICES, TREATMENT_CHOICES, WAY_CHOICES
from aftercare.casework.resolutions.queries import GROUND_CHOICES as MONEY_GROUNDS
from aftercare.casework.resolutions.queries import (
    HOW_CHOICES,
    LIABLE_CHOICES,
    RESOLUTION_CHOICES,
)
from aftercare.casework.returns.queries import (
    CONDITION_CHOICES,
    GROUND_CHOICES,
    PURPOSE_CHOICES,
)
from aftercare.casework.triage.queries import Reason, Weight
from aftercare.casework.visits.queries import OUTCOME_CHOICES
from aftercare.customers.units.queries import PROOF_CHOICES
from aftercare.fieldservice.workorders.queries import JOB_CHOICES, STATE_CHOICES
from aftercare.foundation.drawing import DrawnDay, DrawnSpan
from aftercare.foundation.sentences import HOLIDAYS_IN_ENGLISH
from aftercare.matters.leads.queries import OFFER_CHOICES
from aftercare.policy.packs.queries import Escalation
from aftercare.web.kit import charts, clocks, formats
from aftercare.web.kit.entitlements import EntitlementWords, OptionWords
from aftercare.web.kit.policies import APPROVALS, TOLD, UNITS
from aftercare.web.kit.templatetags.kit import badge

register = template.Library()

Words = dict[str, str | Promise]
LABELS: dict[str, Words] = {
    "kind": dict(cases.KIND_CHOICES),
    "category": dict(cases.CATEGORY_CHOICES),
    "level": dict(cases.LEVEL_CHOICES),
    "severity": dict(cases.SEVERITY_CHOICES),
    "stage": dict(cases.STAGE_CHOICES),
    "channel": dict(cases.CHANNEL_CHOICES),
    "cause": dict(cases.CAUSE_CHOICES),
    "visit": dict(OUTCOME_CHOICES),
    "body": dict(BODY_CHOICES),
    "external": dict(ENDINGS),
    "ground": dict(GROUND_CHOICES),
    "money_ground": dict(MONEY_GROUNDS),
    "condition": dict(CONDITION_CHOICES),
    "purpose": dict(PURPOSE_CHOICES),
    "proof": dict(PROOF_CHOICES),
    "package_fault": dict(FAULT_CHOICES),
    "remedy": dict(REMEDY_CHOICES),
    "old_goods": dict(OLD_CONDITIONS),
    "old_way": dict(WAY_CHOICES),
    "old_paid": dict(PAID_CHOICES),
    "old_treatment": dict(TREATMENT_CHOICES),
    "task": dict(TASK_CHOICES),
    "offer": dict(OFFER_CHOICES),
    "job": dict(JOB_CHOICES),
    "order_state": dict(STATE_CHOICES),
    "repeat": {
        "unit": _("the same product"),
        "order": _("the same order"),
        "text": _("nearly the same words"),
        "person": _("somebody said so"),
    },
    "tie": {
        "again": _("the same again"),
        "double": _("merged into it"),
        "lead": _("one leading case"),
        "link": _("linked by hand"),
        "unit": _("the same product"),
        "order": _("the same order"),
        "customer": _("the same customer"),
        "address": _("the same address"),
        "text": _("nearly the same words"),
    },
    "way": {"sms": _("Text message"), "mail": _("E-mail"), "wechat": _("WeChat")},
    "sign": {
        "unit": _("the same product"),
        "order": _("the same order"),
        "customer": _("the same customer"),
        "address": _("the same address"),
        "text": _("nearly the same words"),
    },
}
FIELDS: Words = {
    "kind": _("Kind"),
    "category": _("Category"),
    "subcategory": _("Subcategory"),
    "product_line": _("Product line"),
    "level": _("Level"),
    "severity": _("Severity"),
    "urgent": _("Urgent"),
    "complex": _("Not answered on the spot"),
}
STEP_TITLES: Words = {
    "classify": _("Classify the case"),
    "contact": _("Contact the customer"),
    "answer": _("Answer the question"),
    "appoint": _("Agree on a visit"),
    "appraise": _("Appraise the old goods"),
    "visit": _("Do the work at the customer's"),
    "investigate": _("Find out the cause"),
    "propose": _("Work out a resolution"),
    "approve": _("Approve the resolution"),
    "consent": _("Ask the customer"),
    "carry_out": _("Carry out what was agreed"),
    "follow_up": _("Ask whether it is settled"),
    "close": _("Close the case"),
    "none": _("Nothing is left to do"),
}
RESOLUTION_STATES: dict[str, tuple[str | Promise, str]] = {
    "option": (_("to choose from"), ""),
    "awaiting_approval": (_("awaits approval"), "soon"),
    "offered": (_("before the customer"), "info"),
    "agreed": (_("agreed"), "good"),
    "carried_out": (_("carried out"), "good"),
    "declined": (_("declined"), "bad"),
    "refused": (_("refused"), "bad"),
    "withdrawn": (_("withdrawn"), ""),
}
LINE_LOOKS: Words = {
    "counted": _("counted"),
    "paused": _("paused"),
    "left": _("left"),
    "late": _("late"),
    "free": _("day of the start, not counted"),
}
DAY_WORDS: Words = {
    "working": "",
    "made_up": _("make-up working day"),
    "special": _("special hours"),
    "weekend": _("weekend"),
    "holiday": _("day of rest"),
    "closed": _("closed"),
}
# A clock's state -> the look of its badge.
LOOKS = {"running": "running", "paused": "paused", "met": "met", "breached": "running"}


@register.simple_tag
def label(group: str, code: str) -> str:
    """`{% label "category" case.category %}`."""
    return str(LABELS[group].get(code, code))


@register.simple_tag
def grade_words(grade: str) -> str:
    """`one/B` in words."""
    level, severity = grade.split("/")
    return f"{LABELS['level'].get(level, level)} · {LABELS['severity'].get(severity, severity)}"


@register.filter(name="of")
def of_those(found: Mapping[int, object], key: int) -> object:
    """`{{ people|of:one.to_member_id }}`."""
    return found.get(key)


@register.simple_tag
def field_label(name: str) -> str:
    """What a field of the classification is called."""
    return str(FIELDS.get(name, name))


@register.simple_tag
def field_labels(names: Iterable[str]) -> str:
    return formats.listed(field_label(name) for name in names)


@register.simple_tag
def words_read(reasons: Iterable[Reason]) -> list[tuple[str, str, bool]]:
    """Each word once: for which fields it was read, and whether it did not count."""
    found: dict[tuple[str, bool], dict[str, None]] = {}
    for one in reasons:
        if one.words:
            fields = found.setdefault((one.words, one.weight == Weight.AGAINST), {})
            fields[field_label(one.field)] = None
    return [(words, formats.listed(fields), no) for (words, no), fields in found.items()]


@register.simple_tag
def step_title(step: str) -> str:
    return str(STEP_TITLES[step])


@register.simple_tag
def resolution_label(code: str) -> str:
    return str(dict(RESOLUTION_CHOICES).get(code, code))


@register.simple_tag
def liable_label(code: str) -> str:
    return str(dict(LIABLE_CHOICES).get(code, code))


@register.simple_tag
def offer_facts(kind: str, said: Mapping[str, Any]) -> str:
    """What a leading case offers besides its words: kind, money and what it is for; the cause."""
    if kind == "finding":
        return f"{label('cause', said['cause'])} · {liable_label(said['liable'])}"
    if kind != "resolution":
        return ""
    money = Decimal(said["compensation_amount"])
    parts = [resolution_label(said["kind"])]
    if money:
        parts.append(_("%(sum)s to the customer") % {"sum": formats.money(money)})
    if money and said.get("ground"):
        parts.append(label("money_ground", said["ground"]))
    cost = formats.money(Decimal(said["cost_amount"]))
    parts.append(_("our cost %(sum)s each") % {"sum": cost})
    if said.get("beyond_reason"):
        parts.append(f"{_('beyond the table')}: {said['beyond_reason']}")
    return " · ".join(str(part) for part in parts)


@register.simple_tag
def how_label(code: str) -> str:
    return str(dict(HOW_CHOICES).get(code, code))


@register.simple_tag
def approval_label(step: str) -> str:
    return str(APPROVALS.get(step, step))


@register.simple_tag
def unit_label(unit: str) -> str:
    return str(UNITS[unit])


@register.simple_tag
def resolution_state(state: str) -> SafeString:
    words, tone = RESOLUTION_STATES[state]
    return SafeString(badge(words, tone))


@register.simple_tag
def alarm_when(alarm: AlarmRow | Escalation) -> str:
    """`at 75 % of the time`, `2 h before due`, `when overdue`."""
    percent = getattr(alarm, "percent", None)
    if percent is not None:
        return str(_("at %(percent)s %% of the time") % {"percent": percent})
    minutes = alarm.minutes or 0
    if not minutes:
        return str(_("when overdue"))
    words = _("%(span)s before due") if minutes < 0 else _("%(span)s after due")
    return str(words % {"span": formats.hours(abs(minutes))})


@register.simple_tag
def people_told(tell: Sequence[str]) -> str:
    return " · ".join(str(TOLD[name]) for name in tell)


@register.simple_tag(takes_context=True)
def promise_clock(context: Context, card: ClockCard) -> SafeString:
    """The badge of one promise: lives in the browser while it runs."""
    if card.state == "cancelled":
        return SafeString(badge(_("no longer counted")))
    state = "broken" if card.met_at and card.late else LOOKS[card.state]
    due_at = card.due_at or card.met_at or context["now"]
    return clocks.clock(
        due_at=due_at, warn_at=card.endangered_from, state=state, now=context["now"]
    )


@register.simple_tag
def day_line(day: DrawnDay) -> SafeString:
    """A date from midnight to midnight: what of it counted, stood still, is left or late."""
    stretches = [
        charts.Stretch(
            since=span.since,
            until=span.until,
            look=span.look,
            title=f"{_from_to(span)} {LINE_LOOKS[span.look]}",
        )
        for span in day.spans
    ]
    return charts.spanline(stretches, label=", ".join(s.title for s in stretches))


@register.simple_tag
def day_word(day: DrawnDay) -> str:
    """Why a date counts or does not: a holiday by name, a make-up day, a weekend."""
    words = str(DAY_WORDS[day.kind])
    name = HOLIDAYS_IN_ENGLISH.get(day.name, day.name) if formats.tongue() == "en" else day.name
    if day.provisional:
        return f"{words} · {_('provisional')}" if words else str(_("provisional"))
    return " ".join(filter(None, (name, words)))


def _from_to(span: DrawnSpan) -> str:
    begins, ends = timezone.localtime(span.begins_at), timezone.localtime(span.ends_at)
    return f"{begins:%H:%M}–{ends:%H:%M}"


@register.simple_tag
def promise_bar(card: ClockCard) -> SafeString:
    """How much of the time was used, and how much stood still."""
    total = max(card.total.total_seconds(), card.spent.total_seconds(), 1)
    used = min(1.0, card.spent.total_seconds() / total)
    look = "late" if card.late else "counted"
    stretches = [charts.Stretch(since=0, until=used, look=look, title=str(_("used")))]
    if not card.met_at:
        stretches.append(charts.Stretch(since=used, until=1, look="left", title=str(_("left"))))
    return charts.spanline(stretches, label=f"{card.percent}%")


@register.simple_tag
def entitled(rights: EntitlementWords | None, kind: str) -> OptionWords | None:
    """What the policy says of a resolution of this kind (R-CASE-06)."""
    return rights.of_resolution(kind) if rights else None
