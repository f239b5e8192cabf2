"""The limits of the four founding packs, and when they fall due across Spring Festival 2026.

Official: rest from Sunday 15 to Monday 23 February; work on Saturdays 14 and 28 February.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from aftercare.foundation import measure
from aftercare.foundation.actor import SYSTEM
from aftercare.policy.calendars.actions import install_calendars, install_official_days
from aftercare.policy.calendars.queries import work_calendar
from aftercare.policy.packs.actions import install_packs
from aftercare.policy.packs.queries import CommitmentRule, commitments_for, version_in_force

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 1, 5, 1, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, kw_only=True)
class About:
    kind: str = "complaint"
    category: str = "product_quality"
    level: str = "one"
    severity: str = "B"
    urgent: bool = False
    complex: bool = False
    channel: str = "phone"


@pytest.fixture(autouse=True)
def _installed() -> None:
    install_calendars(actor=SYSTEM, now=NOW)
    install_official_days(actor=SYSTEM, now=NOW)
    install_packs(actor=SYSTEM, now=NOW)


def promised(line: str, about: About) -> dict[str, CommitmentRule]:
    pack = version_in_force(actor=SYSTEM, line_code=line, at=NOW)
    rules = commitments_for(actor=SYSTEM, version_id=pack.version_id, classification=about)
    return {f"{rule.code}@{rule.starts_on}": rule for rule in rules}


def due(rule: CommitmentRule, start: str) -> str:
    moment = measure.due(
        measure.Promise(
            calendar=work_calendar(actor=SYSTEM, code=rule.calendar),
            start=datetime.fromisoformat(start).replace(tzinfo=SHANGHAI),
            amount=rule.amount,
            unit=measure.Unit(rule.unit),
            close_of_business=rule.close_of_business,
        )
    )
    assert moment is not None
    return moment.astimezone(SHANGHAI).strftime("%m-%d %H:%M")


COMPLAINT, CONSULTATION = "complaint", "consultation"
BEFORE_FESTIVAL = "2026-02-13 16:30"  # a Friday; Saturday is worked, then nine days of rest

TABLE = [
    # line, about, promise, amount, unit, due when it starts before the festival
    ("furniture", About(), "first_reply", 1, "working_hour", "02-14 09:30"),
    ("furniture", About(urgent=True), "first_reply", 1, "working_hour", "02-14 09:30"),
    ("furniture", About(kind=CONSULTATION), "first_reply", 1, "working_hour", "02-14 09:30"),
    ("furniture", About(), "analysis", 24, "hour", "02-14 16:30"),
    ("furniture", About(), "solution", 24, "hour", "02-14 16:30"),
    ("furniture", About(kind=CONSULTATION), "answer", 24, "hour", "02-14 16:30"),
    ("furniture", About(kind="repair"), "appointment", 24, "hour", "02-14 16:30"),
    ("home", About(), "contact", 24, "hour", "02-14 16:30"),
    ("home", About(level="one"), "solution", 3, "working_day", "02-25 17:00"),
    ("home", About(level="two", category="service"), "solution", 5, "working_day", "02-27 17:00"),
    ("home", About(kind="repair"), "appointment", 24, "hour", "02-14 16:30"),
    ("home", About(kind="repair"), "completion", 10, "working_day", "03-05 17:00"),
    ("home", About(kind="return_exchange"), "completion", 10, "working_day", "03-05 17:00"),
    ("appliance", About(), "first_reply", 1, "working_day", "02-14 17:00"),
    ("appliance", About(urgent=True), "first_reply", 4, "hour", "02-13 20:30"),
    ("appliance", About(kind=CONSULTATION), "first_reply", 1, "hour", "02-13 17:30"),
    ("appliance", About(category="product_quality"), "solution", 5, "working_day", "02-27 17:00"),
    ("appliance", About(category="service"), "solution", 3, "working_day", "02-25 17:00"),
    ("appliance", About(category="logistics"), "solution", 2, "working_day", "02-24 17:00"),
    ("appliance", About(kind=CONSULTATION), "answer", 2, "working_day", "02-24 17:00"),
    ("appliance", About(kind=CONSULTATION, complex=True), "answer", 5, "working_day", "02-27 17:00"),  # noqa: E501
    ("appliance", About(kind="installation"), "arrival", 24, "hour", "02-14 16:30"),
    ("appliance", About(kind="repair"), "appointment", 24, "hour", "02-14 16:30"),
    ("appliance", About(kind="care"), "answer", 24, "hour", "02-14 16:30"),
    ("building", About(), "contact", 24, "hour", "02-14 16:30"),
    ("building", About(level="one"), "solution", 3, "working_day", "02-25 17:00"),
    ("building", About(level="two"), "solution", 5, "working_day", "02-27 17:00"),
    ("building", About(category="contract"), "solution", 5, "working_day", "02-27 17:00"),
    ("building", About(category="price"), "solution", 5, "working_day", "02-27 17:00"),
    ("building", About(kind="repair"), "appointment", 24, "hour", "02-14 16:30"),
    ("building", About(kind="return_exchange"), "completion", 10, "working_day", "03-05 17:00"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "about", "code", "amount", "unit", "falls_due"), TABLE)
def test_a_founding_limit_holds_and_falls_due_to_the_minute(
    line: str, about: About, code: str, amount: int, unit: str, falls_due: str
) -> None:
    rule = promised(line, about)[f"{code}@opened"]

    assert (rule.amount, rule.unit) == (amount, unit)
    assert due(rule, BEFORE_FESTIVAL) == falls_due


# The table of requirements, section 3, row by row. Each kind of span falls due, by hand from the
# rules of counting: when it starts on the make-up Saturday before the festival at 16:30, on the
# first day of the lunar year at 10:00, and on the make-up Saturday after it at 10:00.
STARTS = ("2026-02-14 16:30", "2026-02-17 10:00", "2026-02-28 10:00")
DUES = {
    "1 working_hour": ("02-24 09:30", "02-24 10:00", "02-28 11:00"),
    "1 working_hour, any day": ("02-15 09:30", "02-17 11:00", "02-28 11:00"),
    "1 hour": ("02-14 17:30", "02-17 11:00", "02-28 11:00"),
    "4 hour": ("02-14 20:30", "02-17 14:00", "02-28 14:00"),
    "24 hour": ("02-15 16:30", "02-18 10:00", "03-01 10:00"),
    "1 working_day": ("02-24 17:00", "02-24 17:00", "03-02 17:00"),
    "2 working_day": ("02-25 17:00", "02-25 17:00", "03-03 17:00"),
    "3 working_day": ("02-26 17:00", "02-26 17:00", "03-04 17:00"),
    "5 working_day": ("02-28 17:00", "02-28 17:00", "03-06 17:00"),
    "10 working_day": ("03-06 17:00", "03-06 17:00", "03-13 17:00"),
    "3 day, close of business": ("02-24 17:00", "02-24 17:00", "03-03 17:00"),
    "3 day": ("02-25 00:00", "02-25 00:00", "03-04 00:00"),
}
OPENED = "opened"
NET = ("phone", "portal", "chat", "email")
SERVICE, GOODS, LOGISTICS = "service", "product_quality", "logistics"
SECTION_THREE = [
    # row of the table, line, about, promise, counted as, from
    ("service hours", "furniture", About(urgent=True), "first_reply", "1 working_hour, any day", OPENED),  # noqa: E501
    ("first reply", "furniture", About(), "first_reply", "1 working_hour", OPENED),
    ("first reply", "furniture", About(kind=CONSULTATION), "first_reply", "1 working_hour", OPENED),
    ("first reply", "appliance", About(), "first_reply", "1 working_day", OPENED),
    ("first reply", "appliance", About(urgent=True), "first_reply", "4 hour", OPENED),
    *[
        ("first reply", "appliance", About(kind=CONSULTATION, channel=channel), "first_reply", "1 hour", OPENED)  # noqa: E501
        for channel in NET
    ],
    *[("contact", line, About(), "contact", "24 hour", OPENED) for line in ("home", "building")],
    ("preliminary analysis", "furniture", About(), "analysis", "24 hour", OPENED),
    ("solution", "furniture", About(), "solution", "24 hour", OPENED),
    ("solution", "home", About(level="one"), "solution", "3 working_day", OPENED),
    ("solution", "home", About(level="two", category=SERVICE), "solution", "5 working_day", OPENED),
    ("solution", "appliance", About(category=GOODS), "solution", "5 working_day", OPENED),
    ("solution", "appliance", About(category=SERVICE), "solution", "3 working_day", OPENED),
    ("solution", "appliance", About(category=LOGISTICS), "solution", "2 working_day", OPENED),
    ("solution", "building", About(level="one"), "solution", "3 working_day", OPENED),
    ("solution", "building", About(level="two", category=SERVICE), "solution", "5 working_day", OPENED),  # noqa: E501
    *[
        ("solution", "building", About(level=level, category=category), "solution", "5 working_day", OPENED)  # noqa: E501
        for level in ("one", "two")
        for category in ("contract", "price")
    ],
    *[
        ("return, exchange, repair completed", line, About(kind=kind), "completion", "10 working_day", OPENED)  # noqa: E501
        for line in ("home", "building")
        for kind in ("repair", "return_exchange")
    ],
    *[
        ("return, exchange, repair completed", line, About(), "completion", "10 working_day", "agreed")  # noqa: E501
        for line in ("home", "building")
    ],
    ("consultation answered", "furniture", About(kind=CONSULTATION), "answer", "24 hour", OPENED),
    ("consultation answered", "appliance", About(kind=CONSULTATION), "answer", "2 working_day", OPENED),  # noqa: E501
    ("consultation answered", "appliance", About(kind=CONSULTATION, complex=True), "answer", "5 working_day", OPENED),  # noqa: E501
    *[
        ("on-site help arranged", "appliance", About(kind=kind), "arrival", "24 hour", OPENED)
        for kind in ("repair", "installation")
    ],
    *[
        ("repair request answered", line, About(kind="repair"), "appointment", "24 hour", OPENED)
        for line in ("furniture", "home", "appliance", "building")
    ],
    ("care complaint answered", "appliance", About(kind="care"), "answer", "24 hour", OPENED),
    ("follow-up", "furniture", About(), "follow_up", "3 day, close of business", "resolved"),
    ("feedback handled", "building", About(), "feedback", "3 day", "dissatisfied"),
]  # fmt: skip


def test_every_limit_of_section_three_falls_due_to_the_minute_around_the_festival() -> None:
    wrong = []
    for row, line, about, code, counted, occasion in SECTION_THREE:
        rule = promised(line, about)[f"{code}@{occasion}"]
        found = (f"{rule.amount} {rule.unit}", *(due(rule, start) for start in STARTS))
        if found != (counted.partition(",")[0], *DUES[counted]):
            wrong.append(f"{row} / {line} / {about}: {found}, not {counted} {DUES[counted]}")
    assert wrong == []


@pytest.mark.parametrize("kind", ["repair", "return_exchange"])
def test_appliances_are_served_by_the_time_agreed_and_asked_after_every_repair(kind: str) -> None:
    rules = promised("appliance", About(kind=kind))
    assert rules["completion@promised"].unit == "moment"
    assert ("follow_up@resolved" in rules) or kind != "repair"


def test_an_urgent_furniture_case_is_answered_on_a_holiday_too() -> None:
    first_day = "2026-02-17 10:00"  # the first day of the lunar year

    calm = promised("furniture", About())["first_reply@opened"]
    urgent = promised("furniture", About(urgent=True))["first_reply@opened"]

    assert due(calm, first_day) == "02-24 10:00"
    assert due(urgent, first_day) == "02-17 11:00"


def test_a_follow_up_is_owed_three_days_after_the_resolution() -> None:
    rule = promised("furniture", About())["follow_up@resolved"]

    assert (rule.amount, rule.unit) == (3, "day")
    assert due(rule, "2026-01-05 10:00") == "01-08 17:00"
    assert due(rule, "2026-02-13 16:30") == "02-24 17:00", "a last day of rest moves on"


def test_feedback_on_building_materials_is_handled_within_three_days() -> None:
    rule = promised("building", About())["feedback@dissatisfied"]

    assert (rule.amount, rule.unit) == (3, "day")
    assert due(rule, "2026-01-05 10:00") == "01-09 00:00"


@pytest.mark.parametrize("line", ["home", "building"])
def test_an_agreed_repair_is_completed_within_ten_working_days(line: str) -> None:
    rule = promised(line, About())["completion@agreed"]

    assert (rule.amount, rule.unit) == (10, "working_day")
    assert rule.resolutions == {"repair", "exchange", "return"}


def test_an_appliance_is_repaired_by_the_time_agreed_upon() -> None:
    assert promised("appliance", About(kind="repair"))["completion@promised"].unit == "moment"


@pytest.mark.parametrize("line", ["furniture", "home", "appliance", "building"])
def test_the_law_stands_beside_every_pack(line: str) -> None:
    remedy = promised(line, About())["statutory_remedy@agreed"]
    refund = promised(line, About())["refund@goods_returned"]

    assert (remedy.amount, remedy.unit, remedy.statutory) == (15, "day", True)
    assert (refund.amount, refund.unit, refund.statutory) == (7, "day", True)
    assert (refund.met_on, refund.internal) == ("refunded", False)


@pytest.mark.parametrize("line", ["furniture", "home", "appliance", "building"])
def test_the_limits_between_us_and_an_authority_stand_in_every_pack(line: str) -> None:
    rules = promised(line, About())
    limits = {
        code: (rules[code].amount, rules[code].unit, rules[code].statutory, rules[code].internal)
        for code in (
            "mediation_reply@mediation_opened",
            "mediation@mediation_accepted",
            "recall_report@grave_harm",
        )
    }

    assert limits == {
        "mediation_reply@mediation_opened": (7, "working_day", True, True),
        "mediation@mediation_accepted": (45, "working_day", True, True),
        "recall_report@grave_harm": (2, "working_day", True, True),
    }
    assert due(rules["mediation@mediation_accepted"], "2026-01-09 10:00") == "03-19 17:00"


@pytest.mark.parametrize("line", ["furniture", "home", "appliance", "building"])
def test_owners_are_warned_at_half_three_quarters_and_nine_tenths(line: str) -> None:
    for rule in promised(line, About()).values():
        assert rule.warn_at_percent == (50, 75, 90)
        assert rule.endangered_at_percent == 75
        if not rule.internal:
            assert rule.escalate_to == ("owner", "head")
