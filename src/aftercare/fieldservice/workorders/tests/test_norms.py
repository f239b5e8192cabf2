"""What a job takes, by job, product line and goods (R-FS-01)."""

from datetime import date

import pytest

from aftercare.fieldservice.workorders.adapters import catalogue, catalogue_of
from aftercare.fieldservice.workorders.queries import JOB_CHOICES
from aftercare.fieldservice.workorders.rules import (
    Norm,
    Station,
    is_rework,
    norm_for,
    station_for,
)


def norm(job: str, line: str = "", goods: str = "") -> Norm:
    return norm_for(catalogue(), job=job, line=line, goods=goods)


@pytest.mark.parametrize(
    ("job", "line", "goods", "minutes", "persons"),
    [
        ("repair", "", "", 60, 1),
        ("repair", "appliance", "饮水机", 75, 1),
        ("repair", "appliance", "1.5匹变频壁挂空调", 90, 1),
        ("installation", "appliance", "空调 KFR-35GW", 150, 2),
        ("installation", "furniture", "1.2米儿童高低床", 240, 2),
        ("installation", "furniture", "1.8米实木双人床", 75, 2),
        ("care", "appliance", "吸油烟机", 120, 1),
        ("pickup", "home", "四件套", 30, 1),
    ],
)
def test_the_most_exact_entry_says_how_long_and_by_how_many(
    job: str, line: str, goods: str, minutes: int, persons: int
) -> None:
    found = norm(job, line, goods)
    assert (found.minutes, found.persons) == (minutes, persons)


@pytest.mark.parametrize("job", [code for code, _name in JOB_CHOICES])
def test_every_job_begins_with_the_badge_and_ends_with_explaining(job: str) -> None:
    steps = [step.code for step in norm(job).checklist]
    assert steps[0] == "badge"
    assert steps[-1] == "explained"
    assert len(steps) == len(set(steps))


@pytest.mark.parametrize(
    ("job", "goods", "waits"),
    [
        ("repair", "壁挂空调", ["old_part_kept", "test_run"]),
        ("care", "洗衣机", ["surface", "inside", "parts_cleaned", "function_checked", "accepted"]),
        ("installation", "花洒", ["unpacked", "level", "drain_checked", "test_run", "briefed",
                                 "accepted"]),
        ("inspection", "", []),
    ],
)  # fmt: skip
def test_looking_and_safety_wait_for_no_price(job: str, goods: str, waits: list[str]) -> None:
    steps = norm(job, "appliance", goods).checklist
    assert [step.code for step in steps if not step.before_price] == waits


def test_a_danger_brings_steps_that_nobody_skips_gear_and_certificates() -> None:
    found = norm("installation", "appliance", "空调")
    dangerous = [step.code for step in found.checklist if step.is_danger]
    assert dangerous == [
        "ladder_checked", "belt_worn", "area_below_clear",
        "power_off", "no_voltage", "earthing_checked",
    ]  # fmt: skip
    assert {"safety_belt", "insulated_gloves"} <= {one.code for one in found.gear}
    assert {"特种作业操作证（低压电工作业）", "特种作业操作证（高处安装、维护、拆除作业）"} <= set(
        found.skills
    )
    gas = norm("repair", "appliance", "燃气灶").checklist
    assert next(step.code for step in gas if step.is_danger) == "gas_off"


def test_a_company_adds_jobs_and_checklists_of_its_own() -> None:
    own = {
        "steps": {"water_tested": {"zh": "检测水质", "en": "Test the water"}},
        "norm": [{"job": "care", "words": ["净水器"], "minutes": 40, "steps": ["water_tested"]}],
    }
    shipped = {"always": {"first": [], "last": []}, "norm": [{"job": "care", "persons": 1}]}
    found = norm_for(catalogue_of([shipped, own]), job="care", line="", goods="净水器")
    assert (found.minutes, [step.text_en for step in found.checklist]) == (40, ["Test the water"])


def test_everything_that_the_shipped_table_names_is_described() -> None:
    table = catalogue()
    for entry in table.entries:
        norm(entry.job, entry.line, entry.words[0] if entry.words else "")


@pytest.mark.parametrize(
    ("region", "station"), [("440305", 3), ("440106", 2), ("310112", 1), ("", 9), ("650100", 9)]
)
def test_the_station_of_the_closest_region_goes(region: str, station: int) -> None:
    known = [Station(id=1, region="31"), Station(id=2, region="44"), Station(id=3, region="4403"),
             Station(id=4, region="")]  # fmt: skip
    assert station_for(known, region=region, otherwise=9) == station


@pytest.mark.parametrize(
    ("job", "earlier", "ended_on", "again"),
    [
        ("repair", "repair", date(2026, 1, 1), True),
        ("repair", "repair", date(2025, 12, 10), True),  # the thirtieth day
        ("repair", "repair", date(2025, 12, 9), False),
        ("repair", "repair", None, False),
        ("repair", "repair", date(2026, 2, 1), False),
        ("care", "repair", date(2026, 1, 1), False),
        ("repair", "installation", date(2026, 1, 1), False),
    ],
)
def test_a_repair_must_hold_for_its_days(
    job: str,
    earlier: str,
    ended_on: date | None,
    again: bool,  # noqa: FBT001
) -> None:
    said = is_rework(job=job, earlier_job=earlier, ended_on=ended_on, on=date(2026, 1, 9), days=30)
    assert said is again


@pytest.mark.parametrize(
    ("line", "goods", "needed"),
    [
        ("building_materials", "智能马桶", True),
        ("", "滚筒洗衣机", True),
        ("", "电热水器", True),
        ("building_materials", "花洒", False),
    ],
)
def test_who_connects_power_proves_that_there_is_none_first(
    line: str, goods: str, *, needed: bool
) -> None:
    """Also where the product line is another one than household appliances, or not known."""
    found = norm("installation", line, goods)
    steps = {step.code for step in found.checklist if step.is_danger}
    assert ("no_voltage" in steps) is needed
    assert ("voltage_tester" in {one.code for one in found.gear}) is needed
