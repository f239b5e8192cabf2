"""Who goes out on a day, as planning reads it; one definition for slots, board, pool and plan."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.fieldservice.dispatch.queries import (
    NEVER,
    Break,
    Problem,
    Technician,
    Visit,
    Window,
    planned_service,
    unserved_price,
)
from aftercare.fieldservice.gear.queries import usable_gear
from aftercare.fieldservice.sites.queries import Point, SiteCard, sites, travel
from aftercare.fieldservice.workorders.queries import OrderBrief
from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.memory.queries import remembered
from aftercare.foundation.pages import Page, cursor_of, key_of, made_up, number_in
from aftercare.people.rosters.queries import hours_on
from aftercare.people.skills.queries import held_until, skills_that_end
from aftercare.people.staff.queries import MemberBrief, member_briefs

from . import models
from .models import BASE_CHOICES
from .rules import Base, certificates_of, helper_of, shift_of, skills_on

__all__ = ["BASE_CHOICES", "Base", "helper_of"]

SEE_TECHNICIANS = view("technicians.see_technicians")
TABLES = ("technicians_technician", "sites_site", "organisation_orgunit", "staff_member")
Stock = Mapping[int, Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnicianCard:
    """Who goes out, from where and how. `starts`, `ends`: the points of a usual day."""

    member: MemberBrief
    site: SiteCard
    starts_at: str
    ends_at: str
    home: Point | None
    meal_from: time
    meal_until: time
    meal_minutes: int
    pace: int
    longest_leg: int | None
    is_active: bool

    @property
    def starts(self) -> Point:
        return self.home if self.starts_at == Base.HOME and self.home else self.site.point

    @property
    def ends(self) -> Point:
        return self.home if self.ends_at == Base.HOME and self.home else self.site.point


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Who is there on a day. `points[place]` is where a technician starts or ends.

    `cards` also of those who do not work on the day: `absent`.
    """

    day: date
    technicians: tuple[Technician, ...]
    points: tuple[Point, ...]
    cards: Mapping[int, TechnicianCard]
    absent: tuple[int, ...]


def technician_cards(
    *, actor: Actor, org_unit_id: int | None = None, former: bool = False
) -> list[TechnicianCard]:
    """Those of stations in sight by station and number; `former` adds who goes out no more."""
    actor.must(SEE_TECHNICIANS)
    return [
        card
        for card in _cards()
        if _in_sight(actor, card)
        and (former or _goes_out(card))
        and org_unit_id in {None, card.site.org_unit_id}
    ]


def technician_page(
    *,
    actor: Actor,
    org_unit_id: int | None = None,
    former: bool = False,
    cursor: str = "",
    limit: int = 50,
) -> Page[TechnicianCard]:
    """`technician_cards`, page by page."""
    found = technician_cards(actor=actor, org_unit_id=org_unit_id, former=former)
    if cursor:
        last = number_in(key_of(cursor, parts=1)[0])
        place = {card.member.id: number for number, card in enumerate(_cards())}
        if last not in place:
            raise made_up()
        found = [card for card in found if place[card.member.id] > place[last]]
    shown = found[:limit]
    more = cursor_of(shown[-1].member.id) if len(found) > limit else None
    return Page(rows=shown, next_cursor=more)


def technician_card(*, actor: Actor, member_id: int) -> TechnicianCard:
    """Raises NotFound, also for one out of sight."""
    actor.must(SEE_TECHNICIANS)
    found = next((card for card in _cards() if card.member.id == member_id), None)
    if found is None or not _in_sight(actor, found):
        raise NotFound(_("There is no such technician."))
    return found


def technicians_on(
    *,
    actor: Actor,
    day: date,
    org_units: Collection[int] | None = None,
    ids: Collection[int] | None = None,
    stock: Stock | None = None,
) -> Crew:
    """Who works on a day, of these stations or of these members; all where neither is said.

    The shift is the roster's without leave; skills, certificates and gear are those of the day.
    `stock` is what lies on the vans, member -> part -> count.
    """
    del actor
    chosen = [
        card
        for card in _cards()
        if _goes_out(card)
        and (org_units is None or card.site.org_unit_id in org_units)
        and (ids is None or card.member.id in ids)
    ]
    cards = {card.member.id: card for card in chosen}
    units = {card.member.id: card.member.org_unit_id for card in chosen}
    hours = hours_on(actor=SYSTEM, members=units, on=day)
    held = held_until(actor=SYSTEM, on=day)
    gear = usable_gear(actor=SYSTEM, on=day)
    midnight = midnight_of(actor=SYSTEM, day=day)
    places: dict[Point, int] = {}
    found = []
    for card in chosen:
        shift = shift_of(hours[card.member.id], midnight)
        if shift is not None:
            ends = (places.setdefault(card.starts, len(places)),
                    places.setdefault(card.ends, len(places)))  # fmt: skip
            plain = _technician(card, day, (shift, ends), held.get(card.member.id, {}))
            found.append(
                replace(
                    plain,
                    gear=gear.get(plain.id, frozenset()),
                    stock=(stock or {}).get(plain.id, {}),
                )
            )
    there = {technician.id for technician in found}
    return Crew(
        day=day,
        technicians=tuple(found),
        points=tuple(places),
        cards=cards,
        absent=tuple(member_id for member_id in cards if member_id not in there),
    )


def visit_of(
    *,
    actor: Actor,
    order: OrderBrief,
    day: date,
    place: int,
    windows: Sequence[Window],
    parts: Mapping[str, int] | None = None,
) -> Visit:
    """What an order needs of a day, as the rules of eligibility read it.

    The second of two persons is `helper_of` this. Whom the customer was told, and who must or must
    not come, is put in by who knows (`dataclasses.replace`).
    """
    del actor
    needed, ending = set(order.skills), skills_that_end(actor=SYSTEM)
    return Visit(
        id=order.id,
        place=place,
        windows=tuple(windows),
        service=planned_service(order.minutes * 60),
        price=unserved_price(order.priority, _seconds_to(order.due_at, day)),
        priority=order.priority,
        skills=frozenset(map(str, needed - ending)),
        certificates=frozenset(map(str, needed & ending)),
        gear=frozenset(order.gear),
        parts=parts or {},
        area=order.region,
        line=order.product_line,
    )


def problem_of(
    *, actor: Actor, crew: Crew, visits: Sequence[Visit], points: Sequence[Point]
) -> Problem:
    """The day as the planner reads it. A visit's place counts the crew's points, then `points`."""
    return Problem(
        technicians=crew.technicians,
        visits=tuple(visits),
        travel=travel(actor=actor, points=(*crew.points, *points)),
        day=crew.day.toordinal(),
    )


def midnight_of(*, actor: Actor, day: date) -> datetime:
    """The moment from which the seconds of a planned day count."""
    del actor
    return datetime.combine(day, time(), timezone.get_default_timezone())


def _seconds_to(due_at: datetime | None, day: date) -> int | None:
    if due_at is None:
        return None
    return int((due_at - midnight_of(actor=SYSTEM, day=day)).total_seconds())


def _technician(
    card: TechnicianCard,
    day: date,
    room: tuple[tuple[int, int], tuple[int, int]],
    held: Mapping[int, date | None],
) -> Technician:
    (begins, ends), (start, finish) = room
    site, meal = card.site, None
    if card.meal_minutes:
        meal = Break(
            opens=_second(card.meal_from),
            closes=_second(card.meal_until),
            length=card.meal_minutes * 60,
        )
        meal = meal if begins <= meal.opens and meal.closes + meal.length <= ends else None
    return Technician(
        id=card.member.id,
        start=start,
        finish=finish,
        begins=begins,
        ends=ends,
        skills=skills_on(held, day),
        certificates=certificates_of(held),
        areas=None if site.is_own else frozenset(site.areas),
        lines=None if site.is_own or not site.product_lines else frozenset(site.product_lines),
        station=site.org_unit_id if card.starts_at == Base.STATION else None,
        meal=meal,
        longest_leg=card.longest_leg * 60 if card.longest_leg else NEVER,
        pace=card.pace,
        group=site.org_unit_id,
    )


def _second(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60


def _goes_out(card: TechnicianCard) -> bool:
    return card.is_active and card.site.is_active and card.member.is_active


def _in_sight(actor: Actor, card: TechnicianCard) -> bool:
    units = actor.org_units
    near = card.site.org_unit_id in units or card.member.id == actor.staff_id
    return actor.sees_everything or near


@remembered(*TABLES)
def _cards() -> tuple[TechnicianCard, ...]:
    known = {site.id: site for site in sites(actor=SYSTEM)}
    rows = models.Technician.objects.order_by("site__org_unit__code", "member__number")
    people = member_briefs(actor=SYSTEM, ids=[row.member_id for row in rows])
    return tuple(_card(row, people[row.member_id], known[row.site_id]) for row in rows)


def _card(row: models.Technician, member: MemberBrief, site: SiteCard) -> TechnicianCard:
    home = None
    if row.home_longitude is not None and row.home_latitude is not None:
        home = Point(longitude=row.home_longitude, latitude=row.home_latitude)
    return TechnicianCard(
        member=member,
        site=site,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        home=home,
        meal_from=row.meal_from,
        meal_until=row.meal_until,
        meal_minutes=row.meal_minutes,
        pace=row.pace,
        longest_leg=row.longest_leg,
        is_active=row.is_active,
    )
