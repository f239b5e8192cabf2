"""The same again: noted when a case comes in or by a person, taken back with a reason."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import classify_case, held_case, note_earlier
from aftercare.casework.cases.events import Classification
from aftercare.casework.cases.queries import CaseBrief, case_brief, case_id_of
from aftercare.casework.relations.actions import link_cases, loosen_link
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, Refusal
from aftercare.policy.packs.queries import handling_rules

from .models import Repeat
from .queries import Earlier, Sign, raised
from .rules import grade_of, is_within


class NotAgain(Refusal):
    """It is not the same again, as the policy counts it."""


@action
def note_repeat(
    *, actor: Actor, case_id: int, earlier: Earlier, before: Classification, now: datetime
) -> None:
    """Keeps on both cases that one is the other again; `before` is the grade without that."""
    case = case_brief(actor=SYSTEM, case_id=case_id)
    _noted(actor, case, earlier, before, now)
    record(actor=actor, verb="case.repeated", subject=f"case:{case_id}", at=now,
           other=earlier.case.id, days=earlier.days)  # fmt: skip
    record(actor=actor, verb="case.came_again", subject=f"case:{earlier.case.id}", at=now,
           other=case_id, days=earlier.days)  # fmt: skip


@action
def mark_repeat(*, actor: Actor, case_id: int, earlier_number: str, now: datetime) -> CaseBrief:
    """A person says of which settled case this is the same again. Raises NotAgain."""
    earlier_id = case_id_of(actor=actor, number=earlier_number)
    case = held_case(actor=actor, case_id=case_id, now=now)
    known = case_brief(actor=actor, case_id=earlier_id)
    policy = handling_rules(actor=actor, version_id=case.pack_version_id)
    if case.repeat_of_id is not None or case.stage == "registered" or not case.is_open:
        raise NotAgain(_("This can be said of an open case that has been classified, once."))
    if not is_within(known.resolved_at, at=case.received_at, days=policy.again_days):
        sentence = _("The other case must have been resolved within %(days)s days before this one.")
        raise Invalid.of("earlier_number", sentence % {"days": policy.again_days})
    before = case.classification
    if policy.again_raises:
        case = classify_case(
            actor=actor, case_id=case_id, version=None, classification=raised(before),
            safety=case.safety, reason=_("The same again: %s") % known.number, now=now,
        )  # fmt: skip
    days = (case.received_at - (known.resolved_at or case.received_at)) // timedelta(days=1)
    earlier = Earlier(case=known, days=days, signs=(Sign.PERSON,), raises=policy.again_raises)
    _noted(actor, case, earlier, before, now)
    record(actor=actor, verb="case.repeated", subject=f"case:{case_id}", at=now, other=known.id,
           days=days)  # fmt: skip
    record(actor=actor, verb="case.came_again", subject=f"case:{known.id}", at=now, other=case_id,
           days=days)  # fmt: skip
    return case_brief(actor=actor, case_id=case_id)


@action
def withdraw_repeat(*, actor: Actor, case_id: int, reason: str, now: datetime) -> CaseBrief:
    """It is another matter after all: no longer counted, and the grade goes back where it rose."""
    case = held_case(actor=actor, case_id=case_id, now=now)
    row = Repeat.objects.filter(case_id=case_id, withdrawn_at=None).first()
    if row is None or case.stage == "registered":
        raise NotAgain(_("Classify the case first: the grade is decided there."))
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    note_earlier(actor=actor, case_id=case_id, earlier_id=None, now=now)
    loosen_link(actor=SYSTEM, case_id=case_id, other_id=row.earlier_id, now=now)
    facts = case.classification
    if row.raised_to == grade_of(facts.level, facts.severity) and case.is_open and not case.safety:
        level, severity = row.raised_from.split("/")
        classify_case(
            actor=actor, case_id=case_id, version=None, safety=False, reason=reason.strip(),
            classification=replace(facts, level=level, severity=severity), now=now,
        )  # fmt: skip
    words = {"reason": reason.strip()}
    for one, other in ((case_id, row.earlier_id), (row.earlier_id, case_id)):
        record(actor=actor, verb="case.repeat_withdrawn", subject=f"case:{one}", at=now,
               words=words, other=other)  # fmt: skip
    return case_brief(actor=actor, case_id=case_id)


def _noted(
    actor: Actor, case: CaseBrief, earlier: Earlier, before: Classification, now: datetime
) -> None:
    facts = case.classification
    was, now_is = grade_of(before.level, before.severity), grade_of(facts.level, facts.severity)
    rose = was != now_is
    Repeat.objects.update_or_create(
        case_id=case.id,
        defaults={
            "earlier_id": earlier.case.id, "days": earlier.days, "signs": list(earlier.signs),
            "raised_from": was if rose else "", "raised_to": now_is if rose else "",
            "by_member": actor.staff_id, "noted_at": now, "withdrawn_at": None,
        },
    )  # fmt: skip
    note_earlier(actor=actor, case_id=case.id, earlier_id=earlier.case.id, now=now)
    link_cases(actor=SYSTEM, case_id=case.id, other_id=earlier.case.id, kind="repeat", now=now)
