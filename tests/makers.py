"""Makers build the world of a test by calling the actions that a person would call."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

from aftercare.casework.intake.actions import Registered, register_case
from aftercare.casework.intake.queries import Intake
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.identity.actions import create_user, install_roles
from aftercare.people.organisation.actions import open_unit
from aftercare.people.staff.actions import hire_member, set_duties
from aftercare.people.staff.queries import actor_of_user
from aftercare.policy.calendars.actions import install_calendars, install_official_days
from aftercare.policy.packs.actions import install_packs
from aftercare.policy.packs.adapters import founding_packs
from tests.snapshots import kept

SHANGHAI = ZoneInfo("Asia/Shanghai")
PASSWORD = "Correct-Horse-2026"  # noqa: S105 - of people who exist in tests only


def at(text: str) -> datetime:
    """A moment in Shanghai: "2026-01-09 16:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


FRIDAY = at("2026-01-09 10:00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A small company of two regions, and its people as actors.

    `agent` takes down and handles what is not quality's; `handler` sits in quality in the east,
    `head` above both, `manager` at the top; `stranger` is an agent of the west; `auditor` reads.
    """

    east: int
    west: int
    quality: int
    agent: Actor
    handler: Actor
    head: Actor
    manager: Actor
    stranger: Actor
    auditor: Actor
    administrator: Actor


def install(now: datetime = FRIDAY) -> None:
    """What every installation has: roles, calendars, official days, policy packs."""
    install_roles(actor=SYSTEM, now=now)
    install_calendars(actor=SYSTEM, now=now)
    install_official_days(actor=SYSTEM, now=now)
    install_packs(actor=SYSTEM, now=now)


def reword_pack(code: str, now: datetime, **change: object) -> None:
    """Puts another wording of a founding pack in force."""
    pack = next(pack for pack in founding_packs() if pack["code"] == code) | change
    with patch("aftercare.policy.packs.actions.founding_packs", lambda: [pack]):
        install_packs(actor=SYSTEM, now=now)


def rehandle_pack(code: str, now: datetime, **said: object) -> None:
    """Puts a founding pack in force that says something else of how cases are handled."""
    handling = next(pack["handling"] for pack in founding_packs() if pack["code"] == code)
    reword_pack(code, now, handling=handling | said)


def company(now: datetime = FRIDAY) -> Company:
    return _company_of_friday() if now == FRIDAY else _company(now)


def _company(now: datetime) -> Company:
    install(now)
    root = _unit("HQ", "安居家品", "department", None, now)
    east = _unit("EAST", "华东服务部", "department", root, now)
    west = _unit("WEST", "西部服务部", "department", root, now)
    quality = _unit("QUAL", "华东质量组", "team", east, now)
    return Company(
        east=east,
        west=west,
        quality=quality,
        agent=person("agent", "林晓", "agent", east, now),
        handler=person("handler", "周衡", "handler", quality, now, handles=["product_quality"]),
        head=person("head", "陈静", "station_manager", east, now, is_head=True),
        manager=person("manager", "王立", "manager", root, now, is_head=True),
        stranger=person("stranger", "何西", "agent", west, now, on_call=False),
        auditor=person("auditor", "钱审", "auditor", root, now, on_call=False),
        administrator=person("admin", "孙维", "administrator", root, now, on_call=False),
    )


@kept
def _company_of_friday() -> Company:
    return _company(FRIDAY)


def person(
    username: str,
    name: str,
    role: str,
    org_unit_id: int,
    now: datetime = FRIDAY,
    *,
    is_head: bool = False,
    handles: list[str] | None = None,
    on_call: bool = True,
) -> Actor:
    """A colleague with an account; without `on_call` no case is given to this person."""
    user = create_user(
        actor=SYSTEM,
        username=username,
        display_name=name,
        password=PASSWORD,
        role_codes=[role],
        must_change_password=False,
        now=now,
    )
    member = hire_member(
        actor=SYSTEM,
        number=username.upper(),
        name=name,
        org_unit_id=org_unit_id,
        is_head=is_head,
        user_id=user.id,
        now=now,
    )
    duties = handles or (["*"] if on_call else [])
    set_duties(actor=SYSTEM, member_id=member.id, handles=duties, now=now)
    return actor_of_user(actor=SYSTEM, user_id=user.id)


def complaint(
    actor: Actor,
    *,
    description: str = "沙发坐垫塌陷，坐下去有异响，要求处理。",
    now: datetime = FRIDAY,
    **said: Any,
) -> Registered:
    """A complaint about quality, level one, taken down by phone and classified at once."""
    values: dict[str, Any] = {
        "channel": "phone",
        "name": "张伟",
        "phone": "13800138000",
        "kind": "complaint",
        "category": "product_quality",
        "product_line": "home",
        "level": "one",
        "severity": "B",
        "urgent": False,
        "complex": False,
        "confirmed": True,
    }
    return register_case(
        actor=actor, intake=Intake(description=description, **(values | said)), now=now
    )


def _unit(code: str, name: str, kind: str, parent_id: int | None, now: datetime) -> int:
    unit = open_unit(
        actor=SYSTEM, code=code, name=name, kind=kind, parent_id=parent_id, region="", now=now
    )
    return unit.id
