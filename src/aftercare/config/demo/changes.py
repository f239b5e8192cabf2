"""Changes on their way, skills, and programs outside: so that no page begins empty."""

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from aftercare.casework.chats.actions import open_source, send_sample
from aftercare.casework.webhooks.actions import change_webhook, open_webhook
from aftercare.foundation.actor import SYSTEM
from aftercare.people.skills.actions import grant_skill, write_skill
from aftercare.policy.calendars.queries import OwnDayEdit
from aftercare.policy.packs.actions import propose_version, start_draft, write_entry
from aftercare.policy.packs.queries import Part, wording_of
from aftercare.policy.revisions.actions import propose_revision, start_revision
from aftercare.policy.revisions.queries import revision_card

from .company import DOMAIN, Staff
from .field import LICENCES, equip, go_out

ZONE = ZoneInfo("Asia/Shanghai")
FRIDAY = 4
# Until how many days from now each holds the training that repairs of appliances need.
TRAINED = {
    "agent": 420, "agent2": 420, "agent3": 300, "shanghai2": 390, "hangzhou": 12, "nanjing": 210,
    "south": 300, "guangzhou": 180, "shenzhen": -9, "north": 300, "beijing": 260, "tianjin": 90,
}  # fmt: skip
SAID = {
    "message_id": "demo-1",
    "thread_id": "demo-thread",
    "text": "你们好，上周买的岩板餐桌桌面有一道裂纹，还能换吗？我在杭州。",
    "sender": {"id": "demo-user", "name": "唐女士"},
}


def begin(staff: Staff, now: datetime) -> None:
    today = now.astimezone(ZONE).date()
    go_out(staff, _skills(staff, today, now), now)
    equip(staff, now)
    _draft(staff, now)
    _revision(staff, today, now)
    _programs(staff, now)


def _skills(staff: Staff, today: date, now: datetime) -> dict[str, int]:
    """What repairs of appliances need; one ends soon, one has ended."""
    boss = staff.by_name["manager"]
    training = write_skill(actor=boss, name="家电上门安全培训", kinds=["repair", "installation"],
                           product_lines=["appliance"], now=now)  # fmt: skip
    for name, days in TRAINED.items():
        _grant(staff, name, training, today + timedelta(days=days), now)
    licences = {
        code: write_skill(actor=boss, name=f"特种作业操作证（{work}）", warn_days=60, now=now)
        for code, work in LICENCES.items()
    }
    _grant(staff, "technician", licences["power"], today + timedelta(days=45), now, "T310112-0086")
    return {"training": training, **licences}


def _grant(
    staff: Staff, name: str, skill_id: int, until: date, now: datetime, number: str = ""
) -> None:
    member_id = staff.by_name[name].staff_id or 0
    grant_skill(actor=SYSTEM, member_id=member_id, skill_id=skill_id, certificate=number,
                valid_from=until - timedelta(days=730), valid_until=until, now=now)  # fmt: skip


def _draft(staff: Staff, now: datetime) -> None:
    """A faster solution is proposed and awaits review."""
    writer = staff.by_name["manager2"]
    draft = start_draft(actor=writer, pack_code="home_goods", now=now)
    wording = wording_of(actor=writer, version_id=draft, at=now)
    entries = wording.parts[Part.COMMITMENT]
    place, entry = next(
        (place, entry) for place, entry in enumerate(entries) if entry["code"] == "solution"
    )
    seen = write_entry(
        actor=writer, version_id=draft, seen=wording.seen, part=Part.COMMITMENT, index=place,
        entry=entry | {"amount": 2}, now=now,
    )  # fmt: skip
    propose_version(actor=writer, version_id=draft, seen=seen, now=now,
                    reason="近三个月一级投诉多在两个工作日内给出方案，承诺可以收紧。")  # fmt: skip


def _revision(staff: Staff, today: date, now: datetime) -> None:
    """An afternoon for taking stock is proposed and awaits review."""
    writer = staff.by_name["admin"]
    on = today + timedelta(days=7 + (FRIDAY - today.weekday()) % 7)
    edit = OwnDayEdit(calendar="standard", org_unit=None, on=on, name="年度盘点",
                      openings=("09:00-12:00",))  # fmt: skip
    made = start_revision(actor=writer, edits=[edit], now=now)
    seen = revision_card(actor=writer, revision_id=made).seen
    propose_revision(actor=writer, revision_id=made, seen=seen, reason="下午全员盘点，暂停受理。",
                     now=now)  # fmt: skip


def _programs(staff: Staff, now: datetime) -> None:
    """A channel without a way back, and a webhook that is switched off: nothing leaves."""
    admin = staff.by_name["admin"]
    values = {
        "name": "小程序客服",
        "dialect": "standard",
        "mapping": "",
        "product_line": "",
        "per_minute": 120,
    }
    source, _secret = open_source(actor=admin, code="miniapp", values=values, now=now)
    send_sample(actor=admin, source_id=source, body=json.dumps(SAID, ensure_ascii=False), now=now)
    told = {"name": "ERP 系统", "url": f"https://erp.{DOMAIN}/hooks/aftercare", "with_facts": True,
            "events": ["case.opened", "case.closed"]}  # fmt: skip
    made, _secret = open_webhook(actor=admin, now=now, **told)  # type: ignore[arg-type]
    change_webhook(actor=admin, webhook_id=made, is_on=False, now=now, **told)  # type: ignore[arg-type]
