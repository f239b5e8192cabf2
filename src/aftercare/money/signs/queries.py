"""Signs of abuse of a case, read when asked, with their reasons and what people thought of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from aftercare.casework.cases.queries import (
    SEE_CASES,
    CaseBrief,
    case_briefs,
    cases_of_unit,
    ids_of_order,
)
from aftercare.casework.conversation.queries import attachments_of, cases_of_files
from aftercare.customers.parties.queries import customers_at
from aftercare.customers.units.queries import owners_of_files, proofs_of
from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor, ActorKind
from aftercare.foundation.files.queries import Likeness, lookalikes
from aftercare.money.ledger.queries import claims_of, usual_claims

from . import rules
from .models import KIND_CHOICES, VERDICT_CHOICES, Judgement
from .rules import Kind, Verdict

__all__ = ["KIND_CHOICES", "VERDICT_CHOICES", "Kind", "Verdict"]

SEE_SIGNS = view("signs.see_signs")
PERIOD = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    verdict: str
    comment: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Another case in sight."""

    case_id: int
    number: str
    same_customer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SignCard:
    """Something to look at. `beyond` counts cases and files of customers out of sight.

    `habit` is of a claimant; `file_id` and `signs` (of 64 that differ, 0: the same) of a picture.
    """

    kind: str
    key: str
    elsewhere: Sequence[Elsewhere]
    beyond: int
    habit: rules.Habit | None
    file_id: int | None
    signs: int | None
    judged: Judged | None


def signs_of(*, actor: Actor, case: CaseBrief, now: datetime) -> list[SignCard]:
    """All signs of a case. What lies beyond the actor's sight is counted, never shown."""
    actor.must(SEE_SIGNS)
    actor.must(SEE_CASES)
    if actor.kind is ActorKind.CUSTOMER:
        return []
    judged = _judgements(case)
    found = [*_claimant(case, now), *_pictures(actor, case), *_orders(actor, case)]
    return [
        SignCard(
            kind=kind, key=key, elsewhere=there, beyond=beyond, habit=habit,
            file_id=near.file_id if near else None, signs=near.signs if near else None,
            judged=judged.get((kind, key)),
        )
        for kind, key, there, beyond, habit, near in found
    ]  # fmt: skip


Found = tuple[Kind, str, list[Elsewhere], int, rules.Habit | None, Likeness | None]


def _claimant(case: CaseBrief, now: datetime) -> Iterable[Found]:
    """The same customer, whoever lives there, whoever had the same thing."""
    since = timezone.localdate(now - PERIOD)
    people = {case.customer_id, *customers_at(actor=SYSTEM, ids=[case.customer_id])}
    if case.unit_id is not None:
        people |= {one.customer_id for one in cases_of_unit(actor=SYSTEM, unit_id=case.unit_id)}
    claims = claims_of(actor=SYSTEM, customer_ids=people, since=since)
    if claims.number < rules.TWICE:
        return
    usual = usual_claims(actor=SYSTEM, since=since)
    habit = rules.Habit(
        number=claims.number,
        amount=Decimal(claims.amount),
        customers=usual.customers,
        usual_number=usual.number,
        usual_amount=usual.amount,
    )
    if rules.stands_out(habit):
        yield Kind.CLAIMANT, "", [], 0, habit, None


def _pictures(actor: Actor, case: CaseBrief) -> Iterable[Found]:
    """Photos of the case, and proofs of its thing, that another case or customer has, too."""
    proofs = proofs_of(actor=SYSTEM, unit_id=case.unit_id) if case.unit_id else []
    mine = {row.file.id: Kind.PHOTO for row in attachments_of(actor=SYSTEM, case=case)}
    mine |= {row.file.id: Kind.PROOF for row in proofs}
    near = [one for one in lookalikes(actor=SYSTEM, ids=mine) if one.other_id not in mine]
    if not near:
        return
    others = [one.other_id for one in near]
    used = cases_of_files(actor=SYSTEM, file_ids=[*others, *mine])
    owned = owners_of_files(actor=SYSTEM, file_ids=[*others, *mine])
    for file_id, kind in mine.items():
        alike = [one for one in near if one.file_id == file_id]
        ids = {file_id, *(one.other_id for one in alike)}
        there, beyond = _seen(actor, case, {c for f, c in used if f in ids})
        beyond += len({c for f, c in owned if f in ids and c != case.customer_id})
        if alike and (there or beyond):
            yield kind, f"file:{file_id}", there, beyond, None, alike[0]


def _orders(actor: Actor, case: CaseBrief) -> Iterable[Found]:
    """The order number of the case in a case of somebody else."""
    if not case.order_no:
        return
    there, beyond = _seen(actor, case, ids_of_order(actor=SYSTEM, order_no=case.order_no))
    there = [one for one in there if not one.same_customer]
    if there or beyond:
        yield Kind.PROOF, "order", there, beyond, None, None


def _seen(actor: Actor, case: CaseBrief, ids: Iterable[int]) -> tuple[list[Elsewhere], int]:
    """Which of these other cases the actor sees; how many of other customers are beyond."""
    wanted = [case_id for case_id in ids if case_id != case.id]
    briefs = case_briefs(actor=SYSTEM, ids=wanted) if wanted else []
    briefs = [one for one in briefs if case.id != one.merged_into_id != one.id]
    briefs = [one for one in briefs if one.id != case.merged_into_id]
    mine = {one.id for one in case_briefs(actor=actor, ids=wanted)} if wanted else set()
    there = [
        Elsewhere(case_id=one.id, number=one.number,
                  same_customer=one.customer_id == case.customer_id)
        for one in briefs
        if one.id in mine
    ]  # fmt: skip
    hidden = [one for one in briefs if one.id not in mine and one.customer_id != case.customer_id]
    return there, len(hidden)


def _judgements(case: CaseBrief) -> dict[tuple[str, str], Judged]:
    """By kind and key the last one."""
    return {
        (row.kind, row.key): Judged(
            verdict=row.verdict, comment=row.comment, by_name=row.by_name, at=row.at
        )
        for row in Judgement.objects.filter(case_id=case.id).order_by("id")
    }
