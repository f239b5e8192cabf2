"""All that ever was with one customer, from the rooms that keep it, as one line of time (R-IN-04).

Two bounds hold: the customer is in sight, and of the cases only those in sight are told.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from operator import attrgetter
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.casework.cases.queries import (
    KIND_CHOICES,
    SEE_CASES,
    STAGE_CHOICES,
    CaseFilter,
    CaseRow,
    case_page,
)
from aftercare.casework.conversation.queries import CONTACT_CHANNEL_CHOICES, contacts_between
from aftercare.customers.parties.queries import SEE_CUSTOMERS, CustomerBrief
from aftercare.customers.units.queries import SEE_UNITS, UnitBrief, units_of
from aftercare.foundation.actor import Actor, ActorKind
from aftercare.foundation.audit.queries import entries_between
from aftercare.foundation.deliveries.queries import CHANNEL_CHOICES, messages_between
from aftercare.foundation.errors import Invalid, NotAllowed
from aftercare.foundation.pages import Page, cursor_of, key_of, moment_in, number_in, text_in
from aftercare.foundation.spans import Span

from .rules import GROUP_OF, Group, Key, Source, key_of_one, rank_of, verbs_of

__all__ = ["Group", "Source"]

MOST_CASES = 500
GROUP_CHOICES = [
    (Group.CASES.value, gettext_lazy("Cases")),
    (Group.CONTACTS.value, gettext_lazy("Contacts")),
    (Group.MESSAGES.value, gettext_lazy("Messages")),
    (Group.VISITS.value, gettext_lazy("Visits")),
    (Group.RETURNS.value, gettext_lazy("Returns")),
    (Group.MONEY.value, gettext_lazy("Money and law")),
    (Group.CONSENTS.value, gettext_lazy("Offers and consents")),
    (Group.GOODS.value, gettext_lazy("Purchases and products")),
    (Group.FILE.value, gettext_lazy("The file itself")),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing in a customer's past. `said` is it in words; `detail` holds its codes and ids.

    `what` is the verb of the history, the channel of a contact or message, the kind of a case.
    """

    at: datetime
    group: str
    source: str
    id: int
    what: str
    said: str
    who: str = ""
    text: str = ""
    case_id: int | None = None
    case_number: str = ""
    case_subject: str = ""
    unit_id: int | None = None
    detail: Mapping[str, object] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        return key_of_one(self.at, Source(self.source), self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineFilter:
    """An empty value narrows nothing. `year` is one of the calendar of the house."""

    group: str = ""
    unit_id: int | None = None
    year: int | None = None

    @property
    def groups(self) -> set[Group]:
        return {Group(self.group)} if self.group else set(Group)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """`years` with something in them may be asked for; `whole` is False beyond the last cases."""

    page: Page[Happening]
    units: list[UnitBrief]
    years: list[int]
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """What is asked for, and of which cases and things."""

    actor: Actor
    customer: CustomerBrief
    wanted: TimelineFilter
    cases: Mapping[int, CaseRow]
    units: list[UnitBrief]
    before: Key | None
    limit: int

    @property
    def since(self) -> datetime | None:
        return _midnight(date(self.wanted.year, 1, 1)) if self.wanted.year else None

    @property
    def until(self) -> datetime | None:
        return _midnight(date(self.wanted.year + 1, 1, 1)) if self.wanted.year else None

    @property
    def subjects(self) -> list[str]:
        return [f"case:{case_id}" for case_id in self.cases]

    def takes(self, one: Happening) -> bool:
        later = self.until is not None and one.at >= self.until
        return (
            one.group in self.wanted.groups
            and not later
            and (self.since is None or one.at >= self.since)
            and (self.before is None or one.key < self.before)
        )

    def span(self, source: Source) -> Span:
        """How much of one source the page needs."""
        if self.before is None or (self.until is not None and self.until <= self.before[0]):
            return Span(since=self.since, until=self.until, limit=self.limit)
        at, rank, number = self.before
        same = number if rank_of(source) == rank else None if rank_of(source) < rank else 0
        return Span(since=self.since, until=at, below=same, limit=self.limit)


def timeline_of(
    *,
    actor: Actor,
    customer: CustomerBrief,
    wanted: TimelineFilter,
    cursor: str = "",
    limit: int = 40,
    now: datetime,
) -> Timeline:
    """The latest first. Holding the brief shows that the customer is in sight.

    The number of queries depends on nothing but the groups asked for.
    """
    actor.must(SEE_CUSTOMERS)
    if actor.kind is ActorKind.CUSTOMER:
        raise NotAllowed(SEE_CUSTOMERS)
    _check(wanted)
    cases, whole = _cases(actor, customer, now)
    units = units_of(actor=actor, customer_id=customer.id) if actor.may(SEE_UNITS) else []
    years = _years(customer, cases, units, now)
    if wanted.unit_id is not None:
        cases = {key: row for key, row in cases.items() if row.unit_id == wanted.unit_id}
    scope = _Scope(
        actor=actor,
        customer=customer,
        wanted=wanted,
        cases=cases,
        units=[unit for unit in units if wanted.unit_id in (None, unit.id)],
        before=_key(cursor) if cursor else None,
        limit=limit + 1,
    )
    found = [one for source in SOURCES for one in source(scope)]
    found.sort(key=attrgetter("key"), reverse=True)
    page = found[:limit]
    more = _cursor(page[-1]) if len(found) > limit else None
    return Timeline(
        page=Page(rows=page, next_cursor=more),
        units=units,
        years=years,
        whole=whole,
    )


def _check(wanted: TimelineFilter) -> None:
    if wanted.group and wanted.group not in list(Group):
        raise Invalid.of("group", _("There is no such group."))


def _cases(actor: Actor, customer: CustomerBrief, now: datetime) -> tuple[dict[int, CaseRow], bool]:
    if not actor.may(SEE_CASES):
        return {}, True
    found = case_page(
        actor=actor, narrowed=CaseFilter(customer_id=customer.id), limit=MOST_CASES, now=now
    )
    return {row.id: row for row in found.rows}, found.next_cursor is None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(settings.TIME_ZONE))


def _years(
    customer: CustomerBrief,
    cases: Mapping[int, CaseRow],
    units: Collection[UnitBrief],
    now: datetime,
) -> list[int]:
    days = [unit.purchased_on for unit in units if unit.purchased_on]
    moments = [customer.registered_at, *(row.received_at for row in cases.values())]
    zone = ZoneInfo(settings.TIME_ZONE)
    first = min([*(day.year for day in days), *(at.astimezone(zone).year for at in moments)])
    return list(range(now.astimezone(zone).year, first - 1, -1))


# -- the sources


def _of_cases(scope: _Scope) -> list[Happening]:
    if Group.CASES not in scope.wanted.groups:
        return []
    kinds, stages = dict(KIND_CHOICES), dict(STAGE_CHOICES)
    rows = [
        Happening(
            at=row.received_at,
            group=Group.CASES,
            source=Source.CASE,
            id=row.id,
            what=row.kind,
            said=str(kinds.get(row.kind, _("Case"))),
            text=str(stages.get(row.stage, row.stage)),
            case_id=row.id,
            case_number=row.number,
            case_subject=row.subject,
            unit_id=row.unit_id,
            detail={"stage": row.stage, "category": row.category, "severity": row.severity},
        )
        for row in scope.cases.values()
    ]
    return _latest(scope, rows)


def _of_purchases(scope: _Scope) -> list[Happening]:
    if Group.GOODS not in scope.wanted.groups:
        return []
    rows = [
        Happening(
            at=_midnight(unit.purchased_on),
            group=Group.GOODS,
            source=Source.PURCHASE,
            id=unit.id,
            what="bought",
            said=_("Bought"),
            text=" · ".join(filter(None, (unit.model_name, unit.serial, unit.channel))),
            unit_id=unit.id,
            detail={"order_no": unit.order_no, "paid_amount": str(unit.paid_amount or "")},
        )
        for unit in scope.units
        if unit.purchased_on
    ]
    return _latest(scope, rows)


def _latest(scope: _Scope, rows: list[Happening]) -> list[Happening]:
    kept = sorted(filter(scope.takes, rows), key=attrgetter("key"), reverse=True)
    return kept[: scope.limit]


def _of_history(scope: _Scope) -> list[Happening]:
    """What was done on the cases and with the file; of one thing, what names it."""
    unit_id, own = scope.wanted.unit_id, f"customer:{scope.customer.id}"
    verbs, span = verbs_of(scope.wanted.groups), scope.span(Source.ENTRY)
    subjects = scope.subjects if unit_id else [*scope.subjects, own]
    found = entries_between(actor=scope.actor, subjects=subjects, verbs=verbs, span=span)
    if unit_id:
        found += entries_between(
            actor=scope.actor, subjects=[own], verbs=verbs, span=span, detail={"unit_id": unit_id}
        )
    rows = []
    for entry in found:
        case = _case(scope, entry.subject)
        named = entry.detail.get("unit_id")
        of_case = case.unit_id if case else None
        rows.append(
            Happening(
                at=entry.at,
                group=GROUP_OF[entry.verb],
                source=Source.ENTRY,
                id=entry.id,
                what=entry.verb,
                said=entry.said,
                who=entry.actor_name,
                text=" · ".join(_("Text erased") if t is None else t for t in entry.words.values()),
                case_id=case.id if case else None,
                case_number=case.number if case else "",
                case_subject=case.subject if case else "",
                unit_id=named if isinstance(named, int) else of_case,
                detail=entry.detail,
            )
        )
    return rows


def _case(scope: _Scope, about: str) -> CaseRow | None:
    kind, _colon, key = about.partition(":")
    return scope.cases.get(int(key)) if kind == "case" and key.isdigit() else None


def _of_contacts(scope: _Scope) -> list[Happening]:
    if Group.CONTACTS not in scope.wanted.groups or not scope.cases:
        return []
    found = contacts_between(
        actor=scope.actor, case_ids=list(scope.cases), span=scope.span(Source.CONTACT)
    )
    names = dict(CONTACT_CHANNEL_CHOICES)
    rows = []
    for case_id, who, row in found:
        case = scope.cases[case_id]
        rows.append(
            Happening(
                at=row.at,
                group=Group.CONTACTS,
                source=Source.CONTACT,
                id=row.id,
                what=row.channel,
                said=str(names.get(row.channel, row.channel)),
                who=who or _("Customer"),
                text=row.text,
                case_id=case_id,
                case_number=case.number,
                case_subject=case.subject,
                unit_id=case.unit_id,
                detail={"outbound": row.outbound, "reached": row.reached},
            )
        )
    return rows


def _of_messages(scope: _Scope) -> list[Happening]:
    if Group.MESSAGES not in scope.wanted.groups:
        return []
    own = [] if scope.wanted.unit_id else [f"customer:{scope.customer.id}"]
    found = messages_between(
        actor=scope.actor, about=[*scope.subjects, *own], span=scope.span(Source.MESSAGE)
    )
    names = dict(CHANNEL_CHOICES)
    rows = []
    for row in found:
        case = _case(scope, row.about)
        rows.append(
            Happening(
                at=row.created_at,
                group=Group.MESSAGES,
                source=Source.MESSAGE,
                id=row.id,
                what=row.channel,
                said=str(names.get(row.channel, row.channel)),
                text=row.subject,
                case_id=case.id if case else None,
                case_number=case.number if case else "",
                case_subject=case.subject if case else "",
                unit_id=case.unit_id if case else None,
                detail={"state": row.state, "purpose": row.purpose},
            )
        )
    return rows


SOURCES: tuple[Callable[[_Scope], list[Happening]], ...] = (
    _of_cases,
    _of_purchases,
    _of_history,
    _of_contacts,
    _of_messages,
)


def _cursor(one: Happening) -> str:
    return cursor_of(one.at.isoformat(), one.source, one.id)


def _key(cursor: str) -> Key:
    at, source, number = key_of(cursor, parts=3)
    try:
        known = Source(text_in(source))
    except ValueError as error:
        raise Invalid("cursor", fields={"cursor": "cursor"}) from error
    return key_of_one(moment_in(at), known, number_in(number))
