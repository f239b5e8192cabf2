from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from aftercare.casework.cases.actions import hand_case, held_case
from aftercare.casework.cases.queries import CaseBrief, case_brief, case_briefs, open_case_ids
from aftercare.customers.parties.queries import customer_brief
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.notices.actions import notify
from aftercare.people.staff.queries import head_above, head_of, member_brief, member_briefs

from .models import CaseWeight, HandedCase, HandOver, Shortage
from .queries import contenders_for, first_owner
from .rules import HEAVIEST, WEIGHTS, Lack, best_contender, still_suits

OWNER_TEXT = gettext_noop("Case {number} is in your care.")
OWNERS_TEXT = gettext_noop("A file brought {count} cases for you or your people.")
REOPENED_TEXT = gettext_noop("Case {number} was reopened and is in your care.")
SHORTAGE_TEXT = gettext_noop("Nobody is there for case {number}. Give it to somebody.")
SAFETY_TEXT = gettext_noop("Danger reported: case {number}. Act at once and open the plan.")


QUIET = timedelta(hours=1)


class CasesLeft(Refusal):
    """The person still answers for open cases."""


@action
def assign_case(
    *,
    actor: Actor,
    case_id: int,
    version: int | None,
    owner_id: int,
    reason: str = "",
    now: datetime,
) -> CaseBrief:
    """Gives a case to a member of the staff; it goes into that member's unit."""
    member = member_briefs(actor=actor, ids=[owner_id]).get(owner_id)
    if member is None or not member.is_active:
        sentence = _("Choose a person who is still with us.")
        raise Invalid(sentence, fields={"owner_id": sentence})
    case = hand_case(
        actor=actor,
        case_id=case_id,
        version=version,
        owner_id=owner_id,
        org_unit_id=member.org_unit_id,
        reason=reason,
        now=now,
    )
    record(actor=actor, verb="case.owner_chosen", subject=f"case:{case.id}", at=now, owner=owner_id)
    return case


@action
def take_case(*, actor: Actor, case_id: int, version: int | None, now: datetime) -> CaseBrief:
    """The actor answers for the case from now on."""
    if actor.staff_id is None:
        raise Invalid(_("Only a member of the staff can take a case."))
    case = assign_case(
        actor=actor, case_id=case_id, version=version, owner_id=actor.staff_id, now=now
    )
    record(actor=actor, verb="case.taken", subject=f"case:{case.id}", at=now)
    return case


@action
def weigh_cases(*, actor: Actor, weights: Mapping[tuple[str, str], int], now: datetime) -> None:
    """What an open case of each severity and level weighs in its owner's load from now on."""
    if set(weights) != set(WEIGHTS):
        raise Invalid(_("Give a weight for each severity and level."))
    if not all(0 < weight <= HEAVIEST for weight in weights.values()):
        raise Invalid(_("A weight lies between 1 and {most}.").format(most=HEAVIEST))
    CaseWeight.objects.all().delete()
    CaseWeight.objects.bulk_create(
        CaseWeight(severity=severity, level=level, weight=weight)
        for (severity, level), weight in sorted(weights.items())
    )
    told = {f"{severity}/{level}": weight for (severity, level), weight in weights.items()}
    record(actor=actor, verb="assignment.cases_weighed", subject="assignment:load", at=now,
           weights=told)  # fmt: skip


@action
def assign_by_duty(*, actor: Actor, case_id: int, now: datetime) -> None:
    """After a change of what the case is about: to whom it belongs now, if not to its owner."""
    case = case_brief(actor=actor, case_id=case_id)
    customer = customer_brief(actor=actor, customer_id=case.customer_id)
    contenders = contenders_for(
        actor=actor, classification=case.classification, region=customer.region, at=now
    )
    best = best_contender(contenders, grave=case.classification.severity == "A")
    stays = best is None or still_suits(contenders, owner_id=case.owner_id)
    record(actor=actor, verb="case.duty_checked", subject=f"case:{case.id}", at=now, stays=stays)
    if best is not None and not stays:
        hand_case(
            actor=actor,
            case_id=case.id,
            version=None,
            owner_id=best.member_id,
            org_unit_id=best.org_unit_id,
            now=now,
        )


@action
def hand_over_cases(
    *, actor: Actor, from_id: int, owners: Mapping[int, int], reason: str, now: datetime
) -> int:
    """Open cases of a member to others, in one go: case -> new owner (semantics 2).

    All of it or nothing; the id, by which it can be undone. Raises Invalid, NotFound.
    """
    if from_id in owners.values():
        raise Invalid(_("Choose somebody else for each case."))
    if not owners or not set(owners) <= set(open_case_ids(actor=actor, owner_id=from_id)):
        raise Invalid(_("The cases have changed meanwhile; look at the list again."))
    hand_over = HandOver.objects.create(member_id=from_id, by_member=actor.staff_id, at=now)
    handed = [
        HandedCase(
            hand_over=hand_over,
            case_id=case_id,
            owner_id=owner_id,
            version=assign_case(
                actor=actor,
                case_id=case_id,
                version=None,
                owner_id=owner_id,
                reason=reason,
                now=now,
            ).version,
        )
        for case_id, owner_id in sorted(owners.items())
    ]
    HandedCase.objects.bulk_create(handed)
    record(
        actor=actor,
        verb="staff.cases_handed_over",
        subject=f"staff:{from_id}",
        at=now,
        to=sorted(set(owners.values())),
        cases=len(owners),
    )
    return hand_over.id


@action
def undo_hand_over(*, actor: Actor, hand_over_id: int, now: datetime) -> tuple[int, int]:
    """Gives the cases back that nobody has touched since: how many went back, how many stay."""
    found = HandOver.objects.select_for_update().filter(id=hand_over_id, undone_at=None)
    hand_over = found.first()
    if hand_over is None:
        raise NotFound(_("There is no such hand-over, or it was undone."))
    if not member_brief(actor=actor, member_id=hand_over.member_id).is_active:
        raise Invalid(_("The colleague has left; nothing can go back."))
    handed = {one.case_id: one for one in hand_over.cases.all()}
    back = [
        case.id
        for case in case_briefs(actor=actor, ids=list(handed))
        if case.owner_id == handed[case.id].owner_id and case.version == handed[case.id].version
    ]
    for case_id in sorted(back):
        assign_case(
            actor=actor, case_id=case_id, version=None, owner_id=hand_over.member_id, now=now
        )
    hand_over.undone_at = now
    hand_over.save(update_fields=["undone_at"])
    record(
        actor=actor,
        verb="staff.hand_over_undone",
        subject=f"staff:{hand_over.member_id}",
        at=now,
        cases=len(back),
    )
    return len(back), len(handed) - len(back)


@action
def refuse_leaving_with_cases(*, actor: Actor, member_id: int, now: datetime) -> None:
    """Nobody leaves with cases on the desk: each must have an owner at any time (semantics 2)."""
    count = len(open_case_ids(actor=actor, owner_id=member_id))
    if count:
        raise CasesLeft(_("{count} open cases must be handed over first.").format(count=count))
    record(actor=actor, verb="staff.desk_found_empty", subject=f"staff:{member_id}", at=now)


@action
def report_shortage(
    *, actor: Actor, case_id: int, lack: Lack, back_at: datetime | None, now: datetime
) -> None:
    """Nobody could take the case: it goes on the list, and the heads hear of it at once.

    Within an hour the same heads are not told again: the list has the rest.
    """
    case = case_brief(actor=actor, case_id=case_id)
    told_before = Shortage.objects.filter(
        ended_at=None, found_at__gt=now - QUIET, lack=lack, case__org_unit_id=case.org_unit_id
    ).exists()
    Shortage.objects.create(case_id=case.id, lack=lack, found_at=now, back_at=back_at)
    heads = [
        head_above(actor=SYSTEM, member_id=case.owner_id),
        head_of(actor=SYSTEM, org_unit_id=case.org_unit_id),
    ]
    users = {head.user_id for head in heads if head is not None and head.user_id is not None}
    if not told_before:
        notify(
            actor=actor,
            user_ids=users,
            kind="nobody_available",
            text_key=SHORTAGE_TEXT,
            params={"number": case.number},
            link="/desk/shortages",
            urgent=True,
            now=now,
        )
    record(
        actor=actor,
        verb="case.nobody_available",
        subject=f"case:{case.id}",
        at=now,
        lack=lack,
        users=[] if told_before else sorted(users),
    )


@action
def settle_shortage(*, actor: Actor, shortage_id: int, now: datetime) -> None:
    """A person has seen to it without giving the case to somebody else."""
    found = Shortage.objects.select_for_update(of=("self",)).filter(id=shortage_id, ended_at=None)
    shortage = found.first()
    if shortage is None:
        raise NotFound(_("There is no such case on the list."))
    case = case_brief(actor=actor, case_id=shortage.case_id)
    _end_shortage(actor, case.id, now)


@action
def end_shortage(*, actor: Actor, case_id: int, now: datetime) -> None:
    """The case was given to somebody."""
    _end_shortage(actor, case_id, now)


@action
def tell_owner(
    *, actor: Actor, case_id: int, number: str, owner_id: int, safety: bool, now: datetime
) -> None:
    """The new owner and the head above hear of it at once (R-IN-09, R-IN-07)."""
    told = [
        member_brief(actor=SYSTEM, member_id=owner_id),
        head_above(actor=SYSTEM, member_id=owner_id),
    ]
    users = {m.user_id for m in told if m is not None and m.user_id is not None}
    notify(
        actor=actor,
        user_ids=users,
        kind="safety_alarm" if safety else "case_assigned",
        text_key=SAFETY_TEXT if safety else OWNER_TEXT,
        params={"number": number},
        link=f"/desk/cases/{case_id}",
        urgent=safety,
        now=now,
    )
    record(
        actor=actor, verb="case.owner_told", subject=f"case:{case_id}", at=now, users=sorted(users)
    )


@action
def take_up_again(*, actor: Actor, case_id: int, by_owner: bool, now: datetime) -> None:
    """A reopened case has an owner who is with us (semantics 2), and owner and head hear of it."""
    case = held_case(actor=actor, case_id=case_id, now=now)
    owner = member_brief(actor=SYSTEM, member_id=case.owner_id)
    record(actor=actor, verb="case.taken_up_again", subject=f"case:{case_id}", at=now,
           owner_left=not owner.is_active)  # fmt: skip
    if owner.is_active:
        told = [None if by_owner else owner, head_above(actor=SYSTEM, member_id=owner.id)]
        users = {one.user_id for one in told if one is not None and one.user_id is not None}
        notify(actor=actor, user_ids=users, kind="case_reopened", text_key=REOPENED_TEXT,
               params={"number": case.number}, link=f"/desk/cases/{case_id}", now=now)  # fmt: skip
        return
    region = customer_brief(actor=SYSTEM, customer_id=case.customer_id).region
    heir = first_owner(actor=actor, classification=case.classification, region=region, at=now)
    hand_case(actor=actor, case_id=case_id, version=None, owner_id=heir.member_id,
              org_unit_id=heir.org_unit_id, reason=_("The former owner has left."),
              now=now)  # fmt: skip
    if heir.lack is not None:
        report_shortage(actor=actor, case_id=case_id, lack=heir.lack, back_at=heir.back_at, now=now)


@action
def tell_owners(
    *, actor: Actor, cases: Mapping[int, int], of: str, link: str, now: datetime
) -> None:
    """Cases came in one go: each new owner, and the head above, hears once of how many.

    `cases`: member to number of cases; `of` is the subject in whose history it stands.
    """
    told: Counter[int] = Counter()
    for member_id, count in cases.items():
        owner = member_brief(actor=SYSTEM, member_id=member_id)
        head = head_above(actor=SYSTEM, member_id=member_id)
        people = {m.user_id for m in (owner, head) if m is not None and m.user_id is not None}
        told.update(dict.fromkeys(people, count))
    for user_id, count in sorted(told.items()):
        notify(actor=actor, user_ids=[user_id], kind="case_assigned", text_key=OWNERS_TEXT,
               params={"count": count}, link=link, now=now)  # fmt: skip
    record(actor=actor, verb="case.owners_told", subject=of, at=now, users=sorted(told))


def _end_shortage(actor: Actor, case_id: int, now: datetime) -> None:
    if Shortage.objects.filter(case_id=case_id, ended_at=None).update(ended_at=now):
        record(actor=actor, verb="case.shortage_seen_to", subject=f"case:{case_id}", at=now)
