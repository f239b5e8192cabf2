"""Stations on the map, and who goes out from them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from aftercare.fieldservice.gear.actions import hand_out_gear, inspect_gear, register_gear
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
GEAR: tuple[tuple[str, str, str, int | None], ...] = (
    # kind, number, who holds it ("" nobody, at the station of Shanghai), days until its end
    ("ladder", "SH-T-001", "technician", 210),
    ("ladder", "SH-T-002", "technician2", 12),
    ("ladder", "SH-T-003", "technician4", -6),
    ("safety_belt", "SH-A-011", "technician", 150),
    ("safety_belt", "SH-A-012", "technician2", 150),
    ("helmet", "SH-M-021", "technician", None),
    ("helmet", "SH-M-022", "technician2", None),
    ("insulated_gloves", "SH-J-031", "technician", 95),
    ("insulated_gloves", "SH-J-032", "technician2", 95),
    ("insulated_gloves", "SH-J-033", "technician3", 95),
    ("insulated_gloves", "SH-J-034", "technician4", 20),
    ("voltage_tester", "SH-Y-041", "technician", 300),
    ("voltage_tester", "SH-Y-042", "technician2", 300),
    ("voltage_tester", "SH-Y-043", "technician3", 300),
    ("voltage_tester", "SH-Y-044", "technician4", 300),
    ("gas_detector", "SH-Q-051", "technician", 40),
    ("gas_detector", "SH-Q-052", "", 40),
    ("vacuum_pump", "SH-Z-061", "technician", None),
    ("vacuum_pump", "SH-Z-062", "technician2", None),
    ("steam_cleaner", "SH-G-071", "technician3", 180),
    ("hand_truck", "SH-S-081", "technician", None),
    ("hand_truck", "SH-S-082", "technician3", None),
    ("hand_truck", "SH-S-083", "technician4", None),
)
LICENCES = {
    "power": "低压电工作业",
    "height": "高处安装、维护、拆除作业",
    "cooling": "制冷与空调设备安装修理作业",
}
# Who holds which, beside the first technician's licence that ends soon.
LICENSED = {
    "power": ("technician2", "technician4", "technician5", "technician7", "technician8",
              "technician9", "technician10", "technician11"),
    "height": ("technician", "technician2", "technician5", "technician8", "technician10"),
    "cooling": ("technician", "technician2", "technician4", "technician5", "technician7",
                "technician10"),
}  # fmt: skip
ELSEWHERE = ("technician5", "technician7", "technician8", "technician9", "technician10",
             "technician11")  # fmt: skip


def go_out(staff: Staff, skills: Mapping[str, int], now: datetime) -> None:
    """`skills`: the training of all, and the licences, which some hold."""
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
        _hold(member_id, skills["training"], today + timedelta(days=330), now)
        for code, holders in LICENSED.items():
            if name in holders:
                _hold(member_id, skills[code], today + timedelta(days=500), now)


def equip(staff: Staff, now: datetime) -> None:
    """Tools and protective gear; in Shanghai one inspection ends soon, one has ended."""
    units = {unit.code: unit.id for unit in unit_tree(actor=SYSTEM)}
    unit_of = {person.username: units[person.unit] for person in PEOPLE}
    rest = [
        (kind, f"{name.removeprefix('technician'):0>2}-{kind[:1].upper()}", name, 240)
        for name in ELSEWHERE
        for kind in ("insulated_gloves", "voltage_tester")
    ]
    for kind, number, name, days in (*GEAR, *rest):
        unit_id = unit_of.get(name, units["HD-SH"])
        _handed_out(staff, (kind, number, name, days), unit_id, now)


def _handed_out(
    staff: Staff, item: tuple[str, str, str, int | None], unit_id: int, now: datetime
) -> None:
    kind, number, name, days = item
    today = now.astimezone(ZONE).date()
    seen = today - timedelta(days=360) if days is not None and days < 0 else today
    item_id = register_gear(actor=SYSTEM, kind=kind, number=number, org_unit_id=unit_id,
                            inspected_on=seen, now=now)  # fmt: skip
    if name:
        member_id = staff.by_name[name].staff_id or 0
        hand_out_gear(actor=SYSTEM, item_id=item_id, member_id=member_id, now=now)
    if days is not None:
        inspect_gear(actor=SYSTEM, item_id=item_id, inspected_on=seen, now=now,
                     valid_until=today + timedelta(days=days))  # fmt: skip


def _hold(member_id: int, skill_id: int, until: date, now: datetime) -> None:
    grant_skill(actor=SYSTEM, member_id=member_id, skill_id=skill_id, valid_until=until,
                valid_from=until - timedelta(days=730), now=now)  # fmt: skip
