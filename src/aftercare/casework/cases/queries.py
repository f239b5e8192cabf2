"""What others may know of cases."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from django.db.models import F, Q
from django.utils.translation import gettext as _

from aftercare.customers.parties.queries import customer_ids
from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.pages import Page, cursor_of, key_of
from aftercare.foundation.work import at_hand
from aftercare.policy.packs.queries import handling_rules

from . import rules
from .events import Classification
from .models import (
    CATEGORY_CHOICES,
    CAUSE_CHOICES,
    CHANNEL_CHOICES,
    KIND_CHOICES,
    LEVEL_CHOICES,
    SEVERITY_CHOICES,
    STAGE_CHOICES,
    Case,
    CaseQuerySet,
    Hold,
    counts_of,
    id_of_intake,
    open_counts,
    with_text,
)
from .rules import (
    OPEN,
    Category,
    Kind,
    NotReadyToClose,
    Outdated,
    Stage,
    Step,
    flow_of,
    is_investigated,
)  # fmt: skip

__all__ = [
    "CATEGORY_CHOICES", "CAUSE_CHOICES", "CHANNEL_CHOICES", "KIND_CHOICES", "LEVEL_CHOICES",
    "OPEN", "SEE_CASES", "SEVERITY_CHOICES", "STAGE_CHOICES", "Category", "Kind",
    "NotReadyToClose", "Outdated", "Stage", "Step", "flow_of", "is_investigated",
]  # fmt: skip

SEE_CASES = view("cases.see_cases")
K = TypeVar("K")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseBrief:
    """One case as its page shows it; people and products are ids, asked for where they live.

    `case_brief` gives one to whoever may see the case. Holding it is the proof of that: queries
    about a part of a case take the brief, with the actor who holds it, and do not look again.
    """

    id: int
    number: str
    classification: Classification
    safety: bool
    subject: str
    description: str
    product_text: str
    order_no: str
    stage: str
    stage_since: datetime
    received_at: datetime
    registered_at: datetime
    next_due_at: datetime | None
    late_from: datetime | None
    endangered_from: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    owner_id: int
    org_unit_id: int
    customer_id: int
    unit_id: int | None
    pack_version_id: int
    merged_into_id: int | None
    result: str
    root_cause: str
    cost_amount: Decimal | None
    satisfaction: int | None
    escalation: int
    reopened: int
    version: int

    @property
    def is_open(self) -> bool:
        return self.stage in rules.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDraft:
    """What a new case is made of, decided by intake."""

    classification: Classification
    safety: bool
    subject: str
    description: str
    product_text: str
    order_no: str
    received_at: datetime
    owner_id: int
    org_unit_id: int
    customer_id: int
    unit_id: int | None
    pack_version_id: int
    intake_key: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One line of a list."""

    id: int
    number: str
    kind: str
    category: str
    product_line: str
    level: str
    severity: str
    urgent: bool
    safety: bool
    channel: str
    subject: str
    product_text: str
    stage: str
    stage_since: datetime
    received_at: datetime
    next_due_at: datetime | None
    late_from: datetime | None
    endangered_from: datetime | None
    closed_at: datetime | None
    owner_id: int
    org_unit_id: int
    customer_id: int
    unit_id: int | None
    escalation: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """What a list is narrowed to; an empty value narrows nothing.

    `late`: a promise is overdue now; `endangered`: none is, but one is in danger; `due_before`: the
    next promise falls due before then.
    `text`: a case number, phone number or its last four digits, an order number, a customer's
    name or a part of it, or words.
    """

    is_open: bool | None = None
    stages: Collection[str] = ()
    kinds: Collection[str] = ()
    categories: Collection[str] = ()
    lines: Collection[str] = ()
    levels: Collection[str] = ()
    severities: Collection[str] = ()
    channels: Collection[str] = ()
    urgent: bool | None = None
    safety: bool | None = None
    owner_id: int | None = None
    org_unit_ids: Collection[int] = ()
    customer_id: int | None = None
    late: bool = False
    endangered: bool = False
    due_from: datetime | None = None
    due_before: datetime | None = None
    received_from: datetime | None = None
    received_until: datetime | None = None
    text: str = ""
    ids: Collection[int] = ()


class Order(StrEnum):
    DUE = "due"  # least time left first; what has no promise running comes last
    NEWEST = "newest"


def case_page(
    *,
    actor: Actor,
    narrowed: CaseFilter,
    order: Order = Order.NEWEST,
    cursor: str = "",
    limit: int = 50,
    now: datetime,
) -> Page[CaseRow]:
    """One page of the cases in sight, by keyset; as fast on the last page as on the first."""
    actor.must(SEE_CASES)
    found = _narrowed(Case.objects.visible_to(actor), actor, narrowed, now)
    if order is Order.DUE:
        found = found.order_by(F("next_due_at").asc(nulls_last=True), "id")
    else:
        found = found.order_by("-id")
    if cursor:
        found = _after(found, order, cursor)
    rows = list(found.values(*CaseRow.__slots__)[: limit + 1])
    more = len(rows) > limit
    page = [CaseRow(**row) for row in rows[:limit]]
    return Page(rows=page, next_cursor=_cursor(page[-1], order) if more else None)


def case_counts(
    *, actor: Actor, narrowed: Mapping[K, CaseFilter], now: datetime, most: int = 1000
) -> dict[K, int]:
    """How many there are, counted no further than `most`: one statement for many filters."""
    actor.must(SEE_CASES)
    sight = Case.objects.visible_to(actor)
    found = [_narrowed(sight, actor, one, now) for one in narrowed.values()]
    return dict(zip(narrowed, counts_of(found, most=most), strict=True))


def _cursor(row: CaseRow, order: Order) -> str:
    if order is Order.DUE:
        return cursor_of(row.next_due_at.isoformat() if row.next_due_at else None, row.id)
    return cursor_of(row.id)


def _after(found: CaseQuerySet, order: Order, cursor: str) -> CaseQuerySet:
    if order is Order.NEWEST:
        (last_id,) = key_of(cursor, parts=1)
        return found.filter(id__lt=last_id)
    due_at, last_id = key_of(cursor, parts=2)
    if due_at is None:
        return found.filter(next_due_at=None, id__gt=last_id)
    later = Q(next_due_at__gt=due_at) | Q(next_due_at=due_at, id__gt=last_id)
    return found.filter(later | Q(next_due_at=None))


def _narrowed(
    found: CaseQuerySet, actor: Actor, narrowed: CaseFilter, now: datetime
) -> CaseQuerySet:
    """Plain columns by their value, the rest by what they mean."""
    chosen = {
        "stage__in": narrowed.stages,
        "kind__in": narrowed.kinds,
        "category__in": narrowed.categories,
        "product_line__in": narrowed.lines,
        "level__in": narrowed.levels,
        "severity__in": narrowed.severities,
        "channel__in": narrowed.channels,
        "org_unit_id__in": narrowed.org_unit_ids,
        "id__in": narrowed.ids,
    }
    found = found.filter(**{name: values for name, values in chosen.items() if values})
    same = ("urgent", "safety", "owner_id", "customer_id")
    exact = {name: getattr(narrowed, name) for name in same} | {
        "closed_at__isnull": narrowed.is_open,
        "next_due_at__gte": narrowed.due_from,
        "next_due_at__lt": narrowed.due_before,
        "received_at__gte": narrowed.received_from,
        "received_at__lt": narrowed.received_until,
        "late_from__lt": now if narrowed.late else None,
    }
    wanted = {name: value for name, value in exact.items() if value is not None}
    found = found.filter(in_danger(now) if narrowed.endangered else Q(), **wanted)
    plain = narrowed.text.strip()
    if not plain:
        return found
    if rules.is_case_number(plain):
        return found.filter(number=plain.upper())
    return with_text(found, plain, customer_ids(actor=actor, text=plain))


def in_danger(now: datetime, *, of: str = "") -> Q:
    """Cases with a promise in danger and none late; `of` leads to the case from another table."""
    return Q((f"{of}endangered_from__lte", now), (f"{of}late_from__gte", now))


def case_brief(*, actor: Actor, case_id: int) -> CaseBrief:
    """Raises NotFound for a case that is not there or not the actor's to see."""
    actor.must(SEE_CASES)
    case: Case | None = at_hand().get((Case, case_id))
    if case is None:
        case = Case.objects.visible_to(actor).filter(id=case_id).first()
    if case is None or not case.is_visible_to(actor):
        raise NotFound(_("There is no such case."))
    return brief_of(case)


def case_briefs(
    *, actor: Actor, ids: Collection[int], and_doubles_of: CaseBrief | None = None
) -> list[CaseBrief]:
    """Those of these cases that the actor may see, newest first, in one query.

    `and_doubles_of`: also those that were merged into this case.
    """
    actor.must(SEE_CASES)
    wanted = Q(id__in=ids)
    if and_doubles_of is not None:
        wanted |= Q(merged_into_id=and_doubles_of.id)
    return [brief_of(c) for c in Case.objects.visible_to(actor).filter(wanted).order_by("-id")]


def case_id_of(*, actor: Actor, number: str) -> int:
    """The case of a number; one that was merged away still answers. Raises NotFound."""
    actor.must(SEE_CASES)
    found = Case.objects.visible_to(actor).filter(number=number.strip().upper()).values_list("id")
    for (case_id,) in found:
        return int(case_id)
    raise NotFound(_("There is no such case."))


def ids_of_order(*, actor: Actor, order_no: str) -> list[int]:
    """The newest cases of an order, as far as the actor may see them."""
    actor.must(SEE_CASES)
    found = Case.objects.visible_to(actor).exclude(order_no="").filter(order_no=order_no)
    return list(found.order_by("-id").values_list("id", flat=True)[:50])


def case_id_of_intake(*, actor: Actor, intake_key: str) -> int | None:
    """The case that an earlier delivery of the same message made."""
    actor.must(SEE_CASES)
    return id_of_intake(intake_key)


def steps_of(*, actor: Actor, case: CaseBrief) -> tuple[rules.Step, list[str]]:
    """The next sensible step of a case, and what is still missing for closing it.

    What holds a case is asked once it is resolved: before that it cannot close anyway.
    """
    holds = holds_of(actor=actor, case=case) if case.stage == Stage.RESOLVED else []
    step = rules.next_step(kind=case.classification.kind, stage=case.stage,
                           is_held=rules.FOLLOW_UP in holds)  # fmt: skip
    return step, rules.missing_for_closing(closing_facts(actor, case, holds))


def holds_of(*, actor: Actor, case: CaseBrief) -> list[str]:
    """The kinds of what still holds the case open."""
    actor.must(SEE_CASES)
    held = Hold.objects.filter(case_id=case.id, lifted_at=None)
    return sorted(held.values_list("kind", flat=True))


def cases_of_customer(
    *, actor: Actor, customer_id: int, since: datetime | None = None
) -> list[CaseBrief]:
    """A customer's cases, newest first: all that the actor may see, or those since a moment."""
    actor.must(SEE_CASES)
    found = Case.objects.visible_to(actor).filter(customer_id=customer_id)
    if since is not None:
        found = found.filter(registered_at__gte=since)
    return [brief_of(case) for case in found.order_by("-id")[:50]]


def cases_of_unit(*, actor: Actor, unit_id: int) -> list[CaseBrief]:
    """What was ever the matter with one thing, oldest first, as far as the actor may see it."""
    actor.must(SEE_CASES)
    found = Case.objects.visible_to(actor).filter(unit_id=unit_id, merged_into=None)
    return [brief_of(case) for case in found.order_by("received_at", "id")]


def open_case_counts(
    *, actor: Actor, owner_ids: Collection[int], most: int | None = None
) -> dict[int, int]:
    """How many open cases each of these staff members answers for, counted up to `most`."""
    actor.must(SEE_CASES)
    return open_counts(owner_ids, most=most)


def open_case_ids(*, actor: Actor, owner_id: int) -> list[int]:
    actor.must(SEE_CASES)
    found = Case.objects.visible_to(actor).open().filter(owner_id=owner_id)
    return list(found.order_by("id").values_list("id", flat=True))


def closing_facts(actor: Actor, case: CaseBrief, holds: Collection[str]) -> rules.ClosingFacts:
    policy = handling_rules(actor=actor, version_id=case.pack_version_id)
    return rules.ClosingFacts(
        stage=case.stage, needs=policy.needed_for_closing(case.classification.kind),
        result=case.result, root_cause=case.root_cause, cost_amount=case.cost_amount, holds=holds,
    )  # fmt: skip


def brief_of(case: Case) -> CaseBrief:
    plain = {name: getattr(case, name) for name in CaseBrief.__slots__ if name != "classification"}
    return CaseBrief(classification=case.classification(), **plain)
