"""Tells the last weeks of the company in the order in which they happened."""

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, partial
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

from django.db import transaction

from aftercare.casework.cases.queries import CaseFilter, case_brief, case_page
from aftercare.casework.commitments.actions import ring_clocks
from aftercare.casework.external.actions import open_matter
from aftercare.casework.messaging.actions import switch_occasion, tell_customer
from aftercare.casework.messaging.queries import Occasion
from aftercare.casework.relations.actions import merge_cases
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.notices.actions import mark_all_read
from aftercare.knowledge.wordings.actions import load_wordings
from aftercare.policy.calendars.actions import install_calendars, install_official_days
from aftercare.policy.compliance.actions import install_register
from aftercare.policy.packs.actions import install_packs

from .changes import begin
from .company import Staff, hire
from .contracts import begin_contracts
from .extras import tell_more
from .households import Neighbourhood
from .lives import Life
from .orders import open_orders
from .plots import FREE_UNTIL, FROM_AFAR, plot
from .quotes import price
from .rosters import plan
from .rounds import go_round
from .settlements import settle
from .spares import furnish
from .stories import Story, stories
from .times import agree_times

SEED = 20261122
ZONE = ZoneInfo("Asia/Shanghai")
FOUNDED = timedelta(days=600)
WEEKS = timedelta(days=56)
OPENS, SHUTS = 8, 21  # hours in which things happen
LATELY = timedelta(days=3)
UNREAD_FOR = timedelta(hours=20)
TOLD_OF = (
    Occasion.REGISTERED, Occasion.CONSENT, Occasion.RESOLVED, Occasion.REMINDER, Occasion.LATE,
    Occasion.CALLED_OFF, Occasion.SLOT,
)  # fmt: skip
TOLD = 4  # customers who hear of a proposal on the last day

# How many cases stand where today; hours ago at which they came in, at least and at most.
Standing = tuple[str, int, float, float]
TODAY: tuple[Standing, ...] = (
    ("closed", 60, 24 * 5, 24 * 55),
    ("resolved", 12, 30, 24 * 6),
    ("carrying_out", 12, 20, 24 * 6),
    ("awaiting_consent", 9, 10, 24 * 4),
    ("awaiting_approval", 8, 6, 24 * 4),
    ("proposing", 11, 6, 24 * 4),
    ("investigating", 18, 2, 24 * 5),
    ("accepted", 9, 0.4, 20),
    ("registered", 9, 0.1, 12),
)
TWISTS = (
    ("in vain", 0.2),
    ("asks again", 0.25),
    ("noted", 0.5),
    ("declined", 0.12),
    ("refused", 0.1),
    ("busy", 0.2),
)
SLOW, UNHAPPY, PAUSED, DOUBLES, PHOTOS = 0.18, 4, 5, 2, 12
INSIDE = {"investigating", "proposing", "awaiting_approval"}  # not with old goods
AT_A_DESK = {"investigating", "proposing", "awaiting_approval", "awaiting_consent"}
OUTSIDE = (("market_supervision", "12315-2026-031877"), ("marketplace", "PT-88210764"))
DANGER = 0.4  # of the stories of danger that there are: they are rarer than others

Happening = Callable[[datetime], None]
Shown = Callable[[int, int], None]


@dataclass(slots=True)
class Chronicle:
    """What happens, by its moment; two at one moment in the order in which they were added."""

    _waiting: list[tuple[datetime, int, Happening]] = field(default_factory=list)
    _serial: Iterator[int] = field(default_factory=count)

    def add(self, at: datetime, happening: Happening) -> None:
        heapq.heappush(self._waiting, (at, next(self._serial), happening))

    def tell(self, shown: Shown) -> None:
        total = len(self._waiting)
        for done in range(1, total + 1):
            at, _serial, happening = heapq.heappop(self._waiting)
            happening(at)
            shown(done, total)


@transaction.atomic
def tell(now: datetime, shown: Shown, today: Sequence[Standing] = TODAY) -> None:
    """All in one transaction: a start that is killed meanwhile begins anew."""
    rng = Random(SEED)  # noqa: S311 - the same company every time
    begun = now - FOUNDED
    install_calendars(actor=SYSTEM, now=begun)
    install_official_days(actor=SYSTEM, now=begun)
    install_packs(actor=SYSTEM, now=begun)
    install_register(actor=SYSTEM, now=begun)
    load_wordings(actor=SYSTEM, now=begun)
    staff = hire(begun)
    chronicle = Chronicle()
    _cases(chronicle, staff, Neighbourhood(rng, begun), now, today)
    _clocks(chronicle, now)
    for actor in staff.by_name.values():
        chronicle.add(now - UNREAD_FOR, partial(_read, actor))
    chronicle.tell(shown)
    tell_more(staff, now)
    plan(staff, now)
    begin(staff, now)
    open_orders(staff, now)
    furnish(staff, now)
    price(staff, now)
    go_round(staff, now)
    agree_times(staff, now)
    settle(staff, now)
    _messages(now)
    begin_contracts(staff, now)


def _messages(now: datetime) -> None:
    """Customers hear of things by text message, into the sandbox; some proposals wait for word."""
    for occasion in TOLD_OF:
        switch_occasion(actor=SYSTEM, occasion=occasion, channel="sms", on=True, now=now)
    waiting = CaseFilter(stages=("awaiting_consent",))
    found = case_page(actor=SYSTEM, narrowed=waiting, now=now, limit=TOLD)
    for row in found.rows:
        case = case_brief(actor=SYSTEM, case_id=row.id)
        tell_customer(actor=SYSTEM, occasion=Occasion.CONSENT, case=case, now=now)


def _cases(
    chronicle: Chronicle,
    staff: Staff,
    near: Neighbourhood,
    now: datetime,
    today: Sequence[Standing],
) -> None:
    rng, told = near.rng, _shuffled(near.rng)
    left = {"unhappy": UNHAPPY, "paused": PAUSED, "photos": PHOTOS}
    for until, number, least, most in today:
        for turn in range(number):
            story = _fitting(told, until)
            twists = _twists(story, until, left if turn % 3 == 1 else {}, rng)
            ago = least + (most - least) * ((turn + rng.random()) / number) ** 1.6
            received = _waking(now - timedelta(hours=ago))
            move_in = cache(partial(near.household, story.line, story.word, received))
            shows = story.channel == "portal" and until != "closed" and left["photos"] > 0
            left["photos"] -= shows
            life = Life(story=story, move_in=move_in, staff=staff, rng=rng, has_photos=shows)
            slow = 2.6 if rng.random() < SLOW else rng.uniform(0.7, 1.3)
            steps = plot(story, until, twists)
            moments = _moments(received, [step.hours * slow for step in steps], now)
            for at, step in zip(moments, steps, strict=True):
                chronicle.add(at, partial(life.step, step.act))
            if until == "registered" and turn < DOUBLES:
                _double(chronicle, life, moments[-1], now)
            if until == "proposing" and turn < len(OUTSIDE):
                chronicle.add(now, partial(_taken_outside, life, *OUTSIDE[turn]))


def _twists(story: Story, until: str, left: dict[str, int], rng: Random) -> set[str]:
    twists = {name for name, share in TWISTS if rng.random() < share}
    for name, stage in (("unhappy", "resolved"), ("paused", "investigating")):
        if until == stage and left.get(name) and not story.is_question:
            twists.add(name)
            left[name] -= 1
    return twists


def _double(chronicle: Chronicle, first: Life, at: datetime, now: datetime) -> None:
    """The same customer calls again about the same matter; the agent finds it and merges."""
    again = Life(story=first.story, move_in=first.move_in, staff=first.staff, rng=first.rng)
    later = min(at + timedelta(minutes=9), now)

    def merge(now: datetime) -> None:
        merge_cases(
            actor=first.staff.by_name["agent"],
            case_id=again.case_id,
            version=None,
            kept_number=first.case.number,
            now=now,
        )

    chronicle.add(later, again.register)
    chronicle.add(min(later + timedelta(minutes=3), now), merge)


def _taken_outside(life: Life, body: str, reference: str, now: datetime) -> None:
    """The customer does not wait for us and turns to somebody else."""
    open_matter(
        actor=life.owner,
        case_id=life.case_id,
        body=body,
        reference=reference,
        received_at=now - timedelta(hours=1),
        answer_by=now + timedelta(days=6),
        now=now,
    )


def _clocks(chronicle: Chronicle, now: datetime) -> None:
    """Once a day, lately every other hour; the worker rings them once a minute."""
    at = now - WEEKS
    while at < now:
        chronicle.add(at, _ring)
        at += timedelta(hours=24 if at < now - LATELY else 2)
    chronicle.add(now, _ring)


def _read(actor: Actor, at: datetime) -> None:
    mark_all_read(actor=actor, now=at)


def _ring(at: datetime) -> None:
    ring_clocks(actor=SYSTEM, now=at, limit=1000)


def _shuffled(rng: Random) -> Iterator[Story]:
    """The stories, again and again, each time in another order."""
    while True:
        told = [story for story in stories() if story.severity != "A" or rng.random() < DANGER]
        rng.shuffle(told)
        yield from told


def _fitting(told: Iterator[Story], until: str) -> Story:
    """The next story that can stand at this stage."""
    for story in told:
        if story.is_question and until not in {"registered", "accepted", "resolved", "closed"}:
            continue
        if story.is_visited and until in AT_A_DESK:
            continue
        if story.kind == "recycling" and until in INSIDE:
            continue
        if until == "awaiting_approval" and story.cost <= FREE_UNTIL:
            continue
        if until == "registered" and story.channel not in FROM_AFAR:
            continue
        return story
    raise AssertionError


def _moments(received: datetime, hours: list[float], now: datetime) -> list[datetime]:
    """When each step happens: after the hours that it takes, by day, and never after now."""
    whole, room = sum(hours), (now - received).total_seconds() / 3600
    pace = min(1.0, room * 0.97 / whole) if whole else 1.0
    at = received
    found: list[datetime] = []
    for taken in hours:
        at = at + timedelta(hours=taken * pace)
        at = max(_waking(at), found[-1] + timedelta(minutes=1) if found else received)
        found.append(min(at, now))
    return found


def _waking(at: datetime) -> datetime:
    """The same moment, or if people sleep then, one in the evening before."""
    local = at.astimezone(ZONE)
    if local.hour < OPENS:
        local = (local - timedelta(days=1)).replace(hour=SHUTS - 1, minute=local.minute)
    elif local.hour >= SHUTS:
        local = local.replace(hour=SHUTS - 1)
    return local.astimezone(at.tzinfo)
