"""Leading and following; what is decided for the leader is offered to all, never forced."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from aftercare.casework.cases.actions import held_case
from aftercare.casework.cases.queries import CaseBrief, case_briefs, case_id_of
from aftercare.casework.messaging.actions import write_to_customer
from aftercare.casework.resolutions.actions import (
    add_option,
    propose_resolution,
    record_findings,
)
from aftercare.casework.resolutions.queries import authority_over
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.notices.actions import notify
from aftercare.people.staff.queries import member_briefs

from . import rules
from .models import Answer, Follower, Lead, Offer
from .queries import follower_ids
from .rules import Kind, No, State

OFFERED = gettext_noop("{number}: the leading case offers something. Take it, or say why not.")


class NoLead(Refusal):
    """The case does not lead, or cannot follow."""


@action
def start_lead(*, actor: Actor, case_id: int, cause: str, now: datetime) -> None:
    """Makes a case the leading one of a cause; saying it again words the cause anew."""
    case = held_case(actor=actor, case_id=case_id, now=now)
    if not cause.strip():
        raise Invalid.of("cause", _("Say what all of them suffer from."))
    if case.closed_at is not None or _followed(case_id) is not None:
        raise NoLead(_("A case that has ended or follows another one cannot lead."))
    told = {"cause": cause.strip(), "by_member": actor.staff_id, "ended_at": None}
    Lead.objects.update_or_create(
        case_id=case_id, defaults=told, create_defaults=told | {"since": now}
    )
    _recorded(actor, case_id, "case.lead_started", now, {"cause": cause.strip()})


@action
def follow_lead(*, actor: Actor, case_id: int, lead_number: str, now: datetime) -> None:
    """Has a case follow the leading one of this number. Raises NoLead with what stands against."""
    lead_id = case_id_of(actor=actor, number=lead_number)
    cases = {
        key: held_case(actor=actor, case_id=key, now=now) for key in sorted({case_id, lead_id})
    }
    lead = _leading(lead_id)
    no = rules.why_not(
        rules.FollowFacts(
            is_itself=case_id == lead_id,
            has_lead=lead is not None,
            has_ended=cases[case_id].closed_at is not None,
            leads=bool(follower_ids(actor=actor, case=cases[case_id])),
            follows=_followed(case_id) is not None,
        )
    )
    if no is not None or lead is None:
        raise NoLead(_sentence(no or No.NOT_LEADING))
    Lead.objects.filter(case_id=case_id).update(ended_at=now)  # led nobody
    Follower.objects.create(lead=lead, case_id=case_id, joined_at=now, by_member=actor.staff_id)
    _recorded(actor, case_id, "case.lead_followed", now, other=lead_id)
    _recorded(actor, lead_id, "case.lead_follower_joined", now, other=case_id)


@action
def leave_lead(*, actor: Actor, case_id: int, reason: str, now: datetime) -> None:
    """The case has another cause after all."""
    held_case(actor=actor, case_id=case_id, now=now)
    row = _followed(case_id)
    if row is None:
        raise NoLead(_("This case follows no other."))
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))
    _left([row], reason, now)
    _recorded(actor, case_id, "case.lead_left", now, {"reason": reason.strip()},
              other=row.lead.case_id)  # fmt: skip
    _recorded(actor, row.lead.case_id, "case.lead_follower_left", now, other=case_id)


@action
def hand_lead(*, actor: Actor, case_id: int, other_id: int, reason: str, now: datetime) -> None:
    """Another of them leads from now on; the former leader follows it."""
    for key in sorted({case_id, other_id}):
        held_case(actor=actor, case_id=key, now=now)
    lead, heir = _leading(case_id), _followed(other_id)
    if lead is None or heir is None or heir.lead_id != lead.id:
        raise NoLead(_("Choose one of the cases that follow this one."))
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))
    _left([heir], reason, now)
    Lead.objects.filter(case_id=other_id).delete()  # one of its own that ended long ago
    lead.case_id = other_id
    lead.save(update_fields=["case_id"])
    Follower.objects.create(lead=lead, case_id=case_id, joined_at=now, by_member=actor.staff_id)
    _recorded(actor, case_id, "case.lead_handed", now, {"reason": reason.strip()}, other=other_id)
    _recorded(actor, other_id, "case.lead_taken_over", now, other=case_id)


@action
def end_lead(*, actor: Actor, case_id: int, reason: str, now: datetime) -> None:
    """They are no longer one matter: each goes on by itself."""
    held_case(actor=actor, case_id=case_id, now=now)
    lead = _leading(case_id)
    if lead is None:
        raise NoLead(_("This case does not lead."))
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))
    rows = list(lead.followers.filter(left_at=None))
    _left(rows, reason, now)
    for row in rows:
        _recorded(actor, row.case_id, "case.lead_left", now, {"reason": reason.strip()},
                  other=case_id)  # fmt: skip
    lead.ended_at = now
    lead.save(update_fields=["ended_at"])
    _recorded(actor, case_id, "case.lead_ended", now, {"reason": reason.strip()})


@action
def offer_to_followers(
    *, actor: Actor, case_id: int, kind: Kind, said: dict[str, Any], now: datetime
) -> int:
    """Offers what was decided for the leader to all that follow; the offer's id.

    Nothing changes on their cases by that: `take_offer` does, on each. Who answers for one is told.
    """
    case = held_case(actor=actor, case_id=case_id, now=now)
    lead = _leading(case_id)
    ids = follower_ids(actor=actor, case=case)
    if lead is None or not ids:
        raise NoLead(_("No case follows this one."))
    lacking = [name for name in rules.NEEDED[kind] if not str(said.get(name, "")).strip()]
    if lacking:
        sentence = _("Write down what is offered.")
        raise Invalid(sentence, fields=dict.fromkeys(lacking, sentence))
    said = {name: said[name] for name in (*rules.NEEDED[kind], *rules.MORE) if name in said}
    if kind == Kind.RESOLUTION:
        _must_say_what_for(actor, case, said)
    offer = Offer.objects.create(lead=lead, kind=kind, said=said, at=now, by_member=actor.staff_id)
    Answer.objects.bulk_create(
        [Answer(offer=offer, case_id=key, state=State.OPEN, at=now) for key in ids]
    )
    _recorded(actor, case_id, "case.lead_offered", now, kind=kind, amount=len(ids))
    _tell_owners(actor, ids, now)
    return offer.id


@action
def take_offer(
    *,
    actor: Actor,
    case_id: int,
    offer_id: int,
    cost_amount: Decimal | None = None,
    compensation_amount: Decimal | None = None,
    ground: str = "",
    beyond_reason: str = "",
    now: datetime,
) -> None:
    """Takes over on one case what the leader offers; what is given here is the case's own.

    A resolution becomes one of the case's options, put to its customer where the case is ready
    for that: approval, consent and entitlement are the case's own.
    """
    case = held_case(actor=actor, case_id=case_id, now=now)
    answer = _open_answer(case_id, offer_id)
    kind, said = answer.offer.kind, dict(answer.offer.said)
    if kind == Kind.FINDING:
        record_findings(actor=actor, case_id=case_id, version=None, cause=said["cause"],
                        liable=said["liable"], text=said["text"], now=now)  # fmt: skip
    elif kind == Kind.MESSAGE:
        write_to_customer(actor=actor, case_id=case_id, text=said["text"], now=now)
    else:
        own = {"cost_amount": cost_amount, "compensation_amount": compensation_amount}
        said |= {name: amount for name, amount in own.items() if amount is not None}
        words = {"ground": ground, "beyond_reason": beyond_reason.strip()}
        said |= {name: text for name, text in words.items() if text}
        _take_resolution(actor, case, said, now)
    _answered(actor, answer, State.TAKEN, "", now)
    _recorded(actor, case_id, "case.lead_offer_taken", now, kind=kind)


@action
def decline_offer(*, actor: Actor, case_id: int, offer_id: int, reason: str, now: datetime) -> None:
    """What suits the leader does not suit this case."""
    held_case(actor=actor, case_id=case_id, now=now)
    answer = _open_answer(case_id, offer_id)
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))
    _answered(actor, answer, State.DECLINED, reason.strip(), now)
    _recorded(actor, case_id, "case.lead_offer_declined", now, kind=answer.offer.kind)


@action
def note_hindrance(*, actor: Actor, case_id: int, offer_id: int, why: str, now: datetime) -> None:
    """What kept an offer from being taken at once; it stays open for whoever owns the case."""
    held_case(actor=actor, case_id=case_id, now=now)
    answer = _open_answer(case_id, offer_id)
    _answered(actor, answer, State.OPEN, why, now)
    _recorded(actor, case_id, "case.lead_offer_hindered", now, kind=answer.offer.kind)


@action
def follow_merge(*, actor: Actor, case_id: int, kept_id: int, now: datetime) -> None:
    """A double ended in favour of another: what it led is led by the one that was kept."""
    row, lead, kept_lead = _followed(case_id), _leading(case_id), _leading(kept_id)
    if row is not None:
        _left([row], _("Merged into another case."), now)
    if lead is None:
        return
    kept_row = _followed(kept_id)
    if kept_row is not None:
        _left([kept_row], _("Another case was merged into this one."), now)
    if kept_lead is None:
        Lead.objects.filter(case_id=kept_id).delete()
        lead.case_id = kept_id
    else:
        lead.followers.filter(left_at=None).update(lead=kept_lead)
        lead.ended_at = now
    lead.save(update_fields=["case_id", "ended_at"])
    _recorded(actor, kept_id, "case.lead_taken_over", now, other=case_id)


def _must_say_what_for(actor: Actor, case: CaseBrief, said: dict[str, Any]) -> None:
    """Once for all, where every follower would refuse it."""
    found = authority_over(
        actor=actor, case=case, ground=said.get("ground") or "",
        cost=Decimal(said["cost_amount"]), money=Decimal(said["compensation_amount"]),
    )  # fmt: skip
    if found.lacks_ground and said["kind"] != "return":
        raise Invalid.of("ground", _("Say on which ground the customer gets money."))


def _take_resolution(actor: Actor, case: CaseBrief, said: dict[str, Any], now: datetime) -> None:
    option = add_option(
        actor=actor,
        case_id=case.id,
        kind=said["kind"],
        summary=said["text"],
        cost_amount=Decimal(said["cost_amount"]),
        compensation_amount=Decimal(said["compensation_amount"]),
        expected_stars=said["expected_stars"],
        ground=said.get("ground", ""),
        beyond_reason=said.get("beyond_reason", ""),
        now=now,
    )
    if case.stage == "proposing" and said.get("put_forward"):
        propose_resolution(
            actor=actor, case_id=case.id, version=None, resolution_id=option, now=now
        )


def _leading(case_id: int) -> Lead | None:
    return Lead.objects.filter(case_id=case_id, ended_at=None).first()


def _followed(case_id: int) -> Follower | None:
    return Follower.objects.filter(case_id=case_id, left_at=None).select_related("lead").first()


def _open_answer(case_id: int, offer_id: int) -> Answer:
    found = Answer.objects.select_related("offer").filter(offer_id=offer_id, case_id=case_id)
    answer = found.first()
    if answer is None:
        raise NotFound(_("There is no such offer."))
    if answer.state != State.OPEN:
        raise NoLead(_("This offer has been answered already."))
    return answer


def _answered(actor: Actor, answer: Answer, state: State, why: str, now: datetime) -> None:
    answer.state, answer.why, answer.at, answer.by_member = state, why, now, actor.staff_id
    answer.save(update_fields=["state", "why", "at", "by_member"])


def _left(rows: Iterable[Follower], reason: str, now: datetime) -> None:
    for row in rows:
        row.left_at, row.left_because = now, reason.strip()
        row.save(update_fields=["left_at", "left_because"])


def _tell_owners(actor: Actor, case_ids: list[int], now: datetime) -> None:
    """Also of cases out of the actor's sight: it is for them that the offer waits."""
    cases = case_briefs(actor=SYSTEM, ids=case_ids)
    owners = member_briefs(actor=SYSTEM, ids={case.owner_id for case in cases})
    for case in cases:
        notify(
            actor=actor,
            user_ids=[owners[case.owner_id].user_id],
            kind="lead.offered",
            text_key=OFFERED,
            params={"number": case.number},
            link=f"/desk/cases/{case.id}",
            now=now,
        )


def _sentence(no: No) -> str:
    return {
        No.ITSELF: _("A case cannot follow itself."),
        No.NOT_LEADING: _("The case of this number does not lead. Make it the leading case first."),
        No.ENDED: _("The case has ended; reopen it first."),
        No.LEADS: _("The case leads others itself. End that first, or hand it over."),
        No.FOLLOWS: _("The case follows a leading case already. Take it out there first."),
    }[no]


def _recorded(
    actor: Actor, case_id: int, verb: str, at: datetime, words: dict[str, str] | None = None,
    **detail: object,
) -> None:  # fmt: skip
    record(actor=actor, verb=verb, subject=f"case:{case_id}", at=at, words=words, **detail)
