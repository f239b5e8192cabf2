"""Stations on the map, and who goes out from them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from aftercare.fieldservice.sites.actions import place_station
from aftercare.fieldservice.sites.queries import Point
from aftercare.fieldservice.technicians.actions import set_technician
from aftercare.foundation.actor import SYSTEM
from aftercare.people.organisation.queries import unit_tree
from aftercare.people.rosters.actions import set_roster
from aftercare.people.skills.actions import grant_skill

from .company import PEOPLE, Staff

ZONE = ZoneInfo("Asia/Shanghai")
# Unit: longitude and latitude (WGS-84), and whether it is our own.
STATIONS = {
    "HD-SH": (121.4337, 31.1722, True),
    "HD-HZ": (120.1519, 30.2741, True),
    "HD-NJ": (118.7969, 32.0603, True),
    "HN-GZ": (113.3245, 23.1290, True),
    "HN-SZ": (114.0579, 22.5431, False),
    "HB-BJ": (116.4551, 39.9219, True),
    "HB-TJ": (117.1902, 39.1256, False),
}
# Technician: pace in percent, and where the home is for those who start from there.
WAYS: dict[str, tuple[int, Point | None]] = {
    "technician": (95, None),
    "technician2": (110, Point(longitude=121.527, latitude=31.232)),
    "technician3": (100, Point(longitude=121.384, latitude=31.110)),
    "technician4": (100, None),
    "technician5": (100, None),
    "technician6": (105, Point(longitude=119.933, latitude=30.275)),
    "technician7": (100, None),
    "technician8": (100, None),
    "technician9": (100, None),
    "technician10": (90, None),
    "technician11": (100, None),
}
WEEK = dict.fromkeys(range(6), "08:30-12:00, 13:00-18:00")
LICENSED = ("technician2", "technician4", "technician5", "technician7", "technician10")


def go_out(staff: Staff, skills: tuple[int, int], now: datetime) -> None:
    """`skills`: the training of all, and the licence of electricians, which some hold."""
    today = now.astimezone(ZONE).date()
    units = {unit.code: unit for unit in unit_tree(actor=SYSTEM)}
    for code, (longitude, latitude, is_own) in STATIONS.items():
        point = Point(longitude=longitude, latitude=latitude)
        place_station(actor=SYSTEM, org_unit_id=units[code].id, point=point, is_own=is_own, now=now)
    unit_of = {person.username: units[person.unit].id for person in PEOPLE}
    for name, (pace, home) in WAYS.items():
        member_id = staff.by_name[name].staff_id or 0
        base = "home" if home else "station"
        set_technician(actor=SYSTEM, member_id=member_id, org_unit_id=unit_of[name], pace=pace,
                       starts_at=base, ends_at=base, home=home, now=now)  # fmt: skip
        set_roster(actor=SYSTEM, member_id=member_id, weekly=WEEK, now=now)
        _hold(member_id, skills[0], today + timedelta(days=330), now)
        if name in LICENSED:
            _hold(member_id, skills[1], today + timedelta(days=500), now)


def _hold(member_id: int, skill_id: int, until: date, now: datetime) -> None:
    grant_skill(actor=SYSTEM, member_id=member_id, skill_id=skill_id, valid_until=until,
                valid_from=until - timedelta(days=730), now=now)  # fmt: skip
