"""What others may know of cases."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from operator import attrgetter

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from aftercare.casework.cases import rules
from aftercare.casework.cases.events import Classification
from aftercare.casework.cases.models import (
    CATEGORY_CHOICES,
    CAUSE_CHOICES,
    CHANNEL_CHOICES,
    KIND_CHOICES,
    LEVEL_CHOICES,
    SEVERITY_CHOICES,
    STAGE_CHOICES,
    Case,
    Grade,
    Hold,
    id_of_intake,
    open_grades,
)
from aftercare.casework.cases.rules import (
    OPEN,
    Category,
    Kind,
    NotReadyToClose,
    Outdated,
    Stage,
    Step,
    flow_of,
    graver,
    is_investigated,
)  # fmt: skip
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.kept import asked_once
from aftercare.foundation.rows import write_rows_now
from aftercare.foundation.work import at_hand
from aftercare.policy.packs.queries import handling_rules

from .ahead import look_ahead, may_be_settled
from .kept import cases_to_erase, number_to_erase, without_texts
from .lists import (
    SEE_CASES,
    CaseFilter,
    CaseRow,
    Order,
    case_counts,
    case_page,
    in_danger,
)

__all__ = [
    "CATEGORY_CHOICES", "CAUSE_CHOICES", "CHANNEL_CHOICES", "KIND_CHOICES", "LEVEL_CHOICES",
    "OPEN", "SEE_CASES", "SEVERITY_CHOICES", "STAGE_CHOICES", "CaseFilter", "CaseRow", "Category",
    "Kind", "NotReadyToClose", "Order", "Outdated", "Stage", "Step", "case_counts", "case_page",
    "cases_to_erase", "flow_of", "graver", "in_danger", "is_investigated", "look_ahead",
    "may_be_settled", "number_to_erase", "without_texts",
]  # fmt: skip


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
    repeat_of_id: int | None
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
    """What a new case is made of, decided by intake; `of_many` where a file brings many.

    `unasked`: the customer raised nothing, so that no answer is owed.
    """

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
    of_many: bool = False
    unasked: bool = False


def case_brief(*, actor: Actor, case_id: int) -> CaseBrief:
    """Raises NotFound for a case that is not there or not the actor's to see."""
    actor.must(SEE_CASES)
    case: Case | None = at_hand().get((Case, case_id))
    if case is None:
        case = next(iter(_case(case_id)), None)
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
    if and_doubles_of is None:
        return [brief_of(case) for case in _cases(actor, ids)]
    return [brief_of(case) for case in _with_doubles(actor, ids, and_doubles_of.id)]


def doubles_of(*, actor: Actor, ids: Collection[int]) -> list[int]:
    """The cases that were merged into these."""
    actor.must(SEE_CASES)
    return list(Case.objects.filter(merged_into_id__in=ids).values_list("id", flat=True))


def kept_case(*, actor: Actor, case: CaseBrief) -> CaseBrief:
    """The case under which a matter goes on: itself, or the last one it was merged into."""
    while case.merged_into_id is not None:
        case = case_brief(actor=actor, case_id=case.merged_into_id)
    return case


def reopenable(*, actor: Actor, case: CaseBrief) -> tuple[datetime, datetime]:
    """From when a settled case can be reopened, and until when as its policy says."""
    since = case.resolved_at or case.stage_since
    days = handling_rules(actor=actor, version_id=case.pack_version_id).reopen_days
    return since, since + timedelta(days=days)


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


def case_known_by(*, actor: Actor, intake_key: str) -> int | None:
    """The same, where nothing is to be made of it: no number is drawn for a new case."""
    actor.must(SEE_CASES)
    return Case.objects.filter(intake_key=intake_key).values_list("id", flat=True).first()


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
    write_rows_now(Hold, unless_there=True)
    held = Hold.objects.filter(case_id=case.id, lifted_at=None)
    return sorted(held.values_list("kind", flat=True))


def cases_of_customer(
    *, actor: Actor, customer_id: int, since: datetime | None = None
) -> list[CaseBrief]:
    """A customer's cases, newest first: all that the actor may see, or those since a moment."""
    actor.must(SEE_CASES)
    if since is None:
        return [brief_of(case) for case in _of_customer(actor, customer_id)]
    found = Case.objects.visible_to(actor).filter(customer_id=customer_id, registered_at__gte=since)
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
    grades = open_case_grades(actor=actor, owner_ids=owner_ids, most=most)
    return {owner_id: counted.total() for owner_id, counted in grades.items()}


def open_case_grades(
    *, actor: Actor, owner_ids: Collection[int], most: int | None = None
) -> dict[int, Counter[Grade]]:
    """The same by (severity, level); what comes back must not be changed."""
    actor.must(SEE_CASES)
    return open_grades(owner_ids, most=most)


def open_case_ids(*, actor: Actor, owner_id: int) -> list[int]:
    actor.must(SEE_CASES)
    found = Case.objects.visible_to(actor).open().filter(owner_id=owner_id)
    return list(found.order_by("id").values_list("id", flat=True))


def settled_count(*, actor: Actor, since: datetime) -> int:
    actor.must(SEE_CASES)
    return Case.objects.visible_to(actor).filter(resolved_at__gte=since).count()


IN_BRIEF = tuple(name for name in CaseBrief.__slots__ if name != "classification")
_in_brief = attrgetter(*IN_BRIEF, *Classification.__slots__)


@asked_once
def _case(case_id: int) -> QuerySet[Case]:
    return Case.objects.filter(id=case_id)


@asked_once
def _cases(actor: Actor, ids: Collection[int]) -> QuerySet[Case]:
    return Case.objects.visible_to(actor).filter(id__in=ids).order_by("-id")


@asked_once
def _with_doubles(actor: Actor, ids: Collection[int], case_id: int) -> QuerySet[Case]:
    wanted = Q(id__in=ids) | Q(merged_into_id=case_id)
    return Case.objects.visible_to(actor).filter(wanted).order_by("-id")


@asked_once
def _of_customer(actor: Actor, customer_id: int) -> QuerySet[Case]:
    return Case.objects.visible_to(actor).filter(customer_id=customer_id).order_by("-id")[:50]


def closing_facts(actor: Actor, case: CaseBrief, holds: Collection[str]) -> rules.ClosingFacts:
    policy = handling_rules(actor=actor, version_id=case.pack_version_id)
    return rules.ClosingFacts(
        stage=case.stage, needs=policy.needed_for_closing(case.classification.kind),
        result=case.result, root_cause=case.root_cause, cost_amount=case.cost_amount, holds=holds,
    )  # fmt: skip


def brief_of(case: Case) -> CaseBrief:
    """Made once for a row that stays as it is: all parts of a piece of work ask for it."""
    values = _in_brief(case)
    known: tuple[object, CaseBrief] | None = vars(case).get("told")
    if known is None or known[0] != values:
        plain = dict(zip(IN_BRIEF, values, strict=False))
        known = values, CaseBrief(classification=case.classification(), **plain)
        vars(case)["told"] = known
    return known[1]
