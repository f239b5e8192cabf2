"""The one stream of a case: what was said, what was done, newest first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.casework.cases import queries as cases
from aftercare.casework.commitments.queries import COMMITMENT_CHOICES
from aftercare.casework.conversation.queries import (
    CONTACT_CHANNEL_CHOICES,
    AttachmentRow,
    ContactRow,
)
from aftercare.casework.external.queries import BODY_CHOICES
from aftercare.casework.legal.queries import STEP_CHOICES
from aftercare.casework.packages.queries import FAULT_CHOICES, REMEDY_CHOICES
from aftercare.casework.visits.queries import OUTCOME_CHOICES
from aftercare.foundation.audit.queries import EntryRow
from aftercare.web.kit.formats import listed

LABELS = {
    "kind": dict(cases.KIND_CHOICES),
    "category": dict(cases.CATEGORY_CHOICES),
    "level": dict(cases.LEVEL_CHOICES),
    "severity": dict(cases.SEVERITY_CHOICES),
    "urgent": {"True": gettext_lazy("Urgent"), "False": gettext_lazy("not urgent")},
    "complex": {
        "True": gettext_lazy("Not answered on the spot"),
        "False": gettext_lazy("Answered on the spot"),
    },
    "stage": dict(cases.STAGE_CHOICES),
    "cause": dict(cases.CAUSE_CHOICES),
    "channel": dict(cases.CHANNEL_CHOICES),
}
PROMISES = dict(COMMITMENT_CHOICES)
BODIES = dict(BODY_CHOICES)
OUTCOMES = dict(OUTCOME_CHOICES)
FAULTS, REMEDIES = dict(FAULT_CHOICES), dict(REMEDY_CHOICES)
CONTACTS = dict(CONTACT_CHANNEL_CHOICES)
CHANNEL_ICONS = {
    "phone": "phone",
    "sms": "message",
    "email": "mail",
    "chat": "messages",
    "portal": "device-mobile",
    "visit": "home",
    "note": "note",
}


Fate = tuple[str, str]
"""How a message fares: in words, and their tone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamItem:
    """`group` is contact, note or change: what the filter above the stream chooses by."""

    at: datetime
    group: str
    icon: str
    title: str | Promise
    who: str = ""
    text: str = ""
    tone: str = ""
    public: bool = False
    files: Sequence[AttachmentRow] = field(default_factory=tuple)
    fate: Fate | None = None


# verb -> icon, tone, sentence. What is missing here is plumbing and stays in the full history.
SENTENCES: dict[str, tuple[str, str, str | Promise]] = {
    "case.registered": ("inbox", "info", gettext_lazy("Registered")),
    "case.classified": ("tag", "", gettext_lazy("Classified")),
    "case.edited": ("edit", "", gettext_lazy("Texts edited")),
    "case.assigned": ("users", "", gettext_lazy("Given to %(owner)s")),
    "case.advanced": ("arrow-right", "", gettext_lazy("On to: %(stage)s")),
    "case.findings_recorded": ("list-search", "", gettext_lazy("Findings recorded: %(cause)s")),
    "case.option_added": ("sparkles", "", gettext_lazy("Resolution written down")),
    "case.option_withdrawn": ("x", "", gettext_lazy("Resolution withdrawn")),
    "case.approval_asked": ("hourglass", "soon", gettext_lazy("Approval asked for")),
    "case.resolution_approved": ("check", "good", gettext_lazy("Resolution approved")),
    "case.resolution_declined": ("ban", "bad", gettext_lazy("Resolution declined")),
    "case.resolution_offered": ("send", "info", gettext_lazy("Resolution put to the customer")),
    "case.customer_agreed": ("thumb-up", "good", gettext_lazy("The customer agreed")),
    "case.customer_refused": ("thumb-down", "bad", gettext_lazy("The customer refused")),
    "case.resolution_carried_out": ("tools", "good", gettext_lazy("Carried out")),
    "case.resolved": ("circle-check", "good", gettext_lazy("Resolved")),
    "case.follow_up_answered": ("star", "info", gettext_lazy("Follow-up: %(stars)s stars")),
    "case.follow_up_tried": ("phone-call", "", gettext_lazy("Follow-up tried, not reached")),
    "case.closed": ("lock", "good", gettext_lazy("Closed")),
    "case.reopened": ("refresh", "bad", gettext_lazy("Reopened")),
    "case.merged": ("git-merge", "", gettext_lazy("Merged into another case")),
    "case.double_found": ("git-merge", "", gettext_lazy("Another case was merged into this one")),
    "case.money_promised": ("receipt", "info", gettext_lazy("Promised in money: %(amount)s yuan")),
    "case.money_paid": ("receipt", "good", gettext_lazy("Paid to the customer: %(amount)s yuan")),
    "case.money_reversed": ("arrow-back-up", "soon", gettext_lazy("Taken back: %(amount)s yuan")),
    "case.sign_judged": ("flag", "", gettext_lazy("Looked at a sign of abuse")),
    "case.facts_noted": ("scale", "", gettext_lazy("Facts noted for the entitlement")),
    "case.linked": ("link", "", gettext_lazy("Linked with another case")),
    "case.code_renewed": ("key", "", gettext_lazy("New access code for the customer")),
    "case.files_attached": ("paperclip", "", gettext_lazy("Files attached")),
    "case.paused": ("player-pause", "soon", gettext_lazy("Clocks paused")),
    "case.resumed": ("player-play", "", gettext_lazy("Clocks run again")),
    "commitment.met": ("check", "good", gettext_lazy("Promise kept: %(promises)s")),
    "case.breach_reported": ("alert-triangle", "bad", gettext_lazy("Promise broken: %(promises)s")),
    "case.commitment_escalated": ("clock-exclamation", "soon", gettext_lazy("Told further up")),
    "commitment.moved": ("calendar-event", "soon", gettext_lazy("A new date was promised")),
    "commitment.agreed": ("calendar-event", "info", gettext_lazy("A date was agreed upon")),
    "commitment.breach_explained": ("message", "", gettext_lazy("Said why it is late")),
    "case.question_referred": ("arrow-right", "soon", gettext_lazy("Passed on to %(to)s")),
    "case.answer_returned": ("messages", "info", gettext_lazy("Answer for %(to)s")),
    "case.claim_checked": ("scale", "info", gettext_lazy("Proof and ground were looked at")),
    "case.goods_inspected": ("package", "info", gettext_lazy("Goods that came back: inspected")),
    "case.replacement_delivered": ("package", "good", gettext_lazy("Replacement delivered")),
    "case.packages_noted": ("package", "", gettext_lazy("Packages looked at: %(faults)s")),
    "case.packages_mended": ("package", "good", gettext_lazy("Packages %(packages)s: %(remedy)s")),
    "case.recycling_appraised": (
        "scale",
        "info",
        gettext_lazy("Old goods appraised: %(amount)s yuan"),
    ),
    "case.recycling_answered": ("message", "info", gettext_lazy("Answer to the appraisal")),
    "case.recycling_collected": ("package", "good", gettext_lazy("Old goods collected")),
    "case.recycling_certified": (
        "circle-check",
        "good",
        gettext_lazy("Certificate of recycling issued"),
    ),
    "case.recycling_left": ("ban", "", gettext_lazy("The customer keeps the old goods")),
    "case.service_planned": ("list-search", "", gettext_lazy("What belongs to the work: noted")),
    "case.service_accepted": (
        "circle-check",
        "good",
        gettext_lazy("The customer accepted the work"),
    ),
    "case.repeated": ("refresh", "soon", gettext_lazy("The same again: recognised")),
    "case.came_again": ("refresh", "bad", gettext_lazy("It came again")),
    "case.repeat_withdrawn": ("refresh", "", gettext_lazy("Not the same again after all")),
    "case.lead_started": ("users", "info", gettext_lazy("It leads: one cause, many customers")),
    "case.lead_followed": ("link", "info", gettext_lazy("Follows a leading case")),
    "case.lead_follower_joined": ("link", "", gettext_lazy("Another case follows")),
    "case.lead_follower_left": ("link", "", gettext_lazy("A case follows no longer")),
    "case.lead_left": ("link", "", gettext_lazy("Follows no longer")),
    "case.lead_handed": ("users", "", gettext_lazy("The lead was handed to another case")),
    "case.lead_taken_over": ("users", "info", gettext_lazy("It leads from now on")),
    "case.lead_ended": ("users", "", gettext_lazy("It leads no longer")),
    "case.lead_offered": ("send", "info", gettext_lazy("Offered to %(amount)s cases that follow")),
    "case.lead_offer_taken": ("check", "good", gettext_lazy("Took over what the leader offers")),
    "case.lead_offer_declined": ("ban", "", gettext_lazy("Did not take what the leader offers")),
    "case.external_opened": ("scale", "soon", gettext_lazy("Taken to: %(body)s")),
    "case.external_opinion": ("scale", "", gettext_lazy("Counsel gave an opinion")),
    "case.external_ended": ("scale", "info", gettext_lazy("Ended: %(body)s")),
    "case.visit_agreed": ("calendar-event", "info", gettext_lazy("A visit was agreed upon")),
    "case.visit_begun": ("home", "info", gettext_lazy("Arrived at the customer's")),
    "case.visit_ended": ("home", "soon", gettext_lazy("Visit ended: %(outcome)s")),
    "case.service_finished": ("tools", "good", gettext_lazy("The work is done")),
    "case.order_opened": ("tools", "info", gettext_lazy("Work order %(number)s opened")),
    "case.order_moved": ("tools", "", gettext_lazy("Work order %(number)s came along")),
    "case.order_done": ("tools", "good", gettext_lazy("Work order %(number)s is done")),
    "case.order_called_off": ("ban", "soon", gettext_lazy("Work order %(number)s called off")),
    "case.legal_step": ("scale", "info", gettext_lazy("By law: %(step)s")),
}


def stream_of(
    *,
    contacts: Iterable[ContactRow],
    entries: Iterable[EntryRow],
    files: Iterable[AttachmentRow],
    names: Mapping[int, str],
    fates: Mapping[str, Fate] | None = None,
) -> list[StreamItem]:
    """All that happened, newest first; `names` are those of the staff by id."""
    by_contact: dict[int | None, list[AttachmentRow]] = {}
    for file in files:
        by_contact.setdefault(file.contact_id, []).append(file)
    fared = fates or {}
    items = [
        _said(row, by_contact.get(row.id, []), names, fared.get(f"contact:{row.id}"))
        for row in contacts
    ]
    items += [
        _done(row, names, by_contact.get(None, []) if row.verb == "case.registered" else [])
        for row in entries
        if is_told(row.verb, row.detail)
    ]
    return sorted(items, key=lambda item: item.at, reverse=True)


def _said(
    row: ContactRow,
    files: Sequence[AttachmentRow],
    names: Mapping[int, str],
    fate: Fate | None,
) -> StreamItem:
    title = str(CONTACTS[row.channel])
    if row.channel != "note":
        way = _("to the customer") if row.outbound else _("from the customer")
        title = f"{title} · {way}" + ("" if row.reached else f" · {_('not reached')}")
    return StreamItem(
        at=row.at,
        group="note" if row.channel == "note" else "contact",
        icon=CHANNEL_ICONS[row.channel],
        tone="info" if row.channel != "note" else "",
        title=title,
        who=_who(row, names),
        text=row.text,
        public=row.public,
        files=files,
        fate=fate,
    )


def _who(row: ContactRow, names: Mapping[int, str]) -> str:
    if row.by_member_id is not None:
        return names.get(row.by_member_id, row.by_name)
    return row.by_name or _("Customer")


def is_told(verb: str, detail: Mapping[str, Any]) -> bool:
    """Whether it has a sentence; that a settled case had no promise left to keep is none."""
    return verb in SENTENCES and (verb != "commitment.met" or bool(detail.get("codes")))


def sentence_of(verb: str, detail: Mapping[str, Any], names: Mapping[int, str]) -> str:
    """What was done, in words, with the facts that its detail holds."""
    return str(SENTENCES[verb][2]) % _facts(detail, names)


def _done(row: EntryRow, names: Mapping[int, str], files: Sequence[AttachmentRow]) -> StreamItem:
    icon, tone, _sentence = SENTENCES[row.verb]
    return StreamItem(
        at=row.at,
        group="change",
        icon=icon,
        tone=tone,
        title=sentence_of(row.verb, row.detail, names),
        who=row.actor_name or (_("Customer") if row.kind == "customer" else _("System")),
        text=_text(row),
        files=files,
    )


def _facts(detail: Mapping[str, Any], names: Mapping[int, str]) -> dict[str, str]:
    stage = str(detail.get("stage", ""))
    cause = str(detail.get("cause", ""))
    return {
        "owner": names.get(int(detail.get("owner", 0) or 0), "—"),
        "to": names.get(_id(detail.get("to")), "—"),
        "stage": str(LABELS["stage"].get(stage, stage)),
        "cause": str(LABELS["cause"].get(cause, cause)),
        "body": str(BODIES.get(str(detail.get("body", "")), "")),
        "outcome": str(OUTCOMES.get(str(detail.get("outcome", "")), "")),
        "faults": _faults(detail),
        "packages": listed(str(number) for number in detail.get("numbers", ())) or "—",
        "promises": _promises(detail),
        "remedy": str(REMEDIES.get(str(detail.get("remedy", "")), "")),
        "stars": str(detail.get("stars", "")),
        "amount": str(detail.get("amount", "")),
        "number": str(detail.get("number", "")),
        "step": str(dict(STEP_CHOICES).get(str(detail.get("step", "")), "")),
    }


def _promises(detail: Mapping[str, Any]) -> str:
    codes = detail.get("codes") or [detail.get("code", "")]
    return listed(str(PROMISES.get(str(code), code)) for code in codes)


def _faults(detail: Mapping[str, Any]) -> str:
    """Which packages have which fault; "numbers" are those looked at."""
    found = [
        _numbered(str(FAULTS.get(kind, kind)), detail.get(kind))
        for kind in detail.get("faults", ())
    ]
    return listed(found) or _numbered(_("as they should be"), detail.get("numbers"))


def _numbered(words: str, numbers: Sequence[int] | None) -> str:
    if not numbers:
        return words
    said = _("{words} (package {numbers})")
    return said.format(words=words, numbers=listed(map(str, numbers)))


def _id(value: object) -> int:
    return value if isinstance(value, int) else 0


def _text(row: EntryRow) -> str:
    changed = row.detail.get("changed")
    parts = []
    if isinstance(changed, dict):
        parts = [
            f"{_label(name, old)} → {_label(name, new)}"
            for name, (old, new) in sorted(changed.items())
            if name in LABELS
        ]
    parts += [_("Text erased") if text is None else text for text in row.words.values()]
    return " · ".join(parts)


def _label(name: str, value: object) -> str:
    return str(LABELS[name].get(str(value), value))
