"""Who works when in the company, from today on."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from aftercare.foundation.actor import SYSTEM
from aftercare.people.rosters.actions import ask_leave, enter_leave, set_roster

from .company import Staff

ZONE = ZoneInfo("Asia/Shanghai")
_EARLY, _LATE = "08:00-12:00, 13:00-17:00", "13:00-21:00"
WEEKS = (
    (dict.fromkeys(range(5), _EARLY), ("quality2", "quality3", "quality4", "sales2")),
    ({**dict.fromkeys(range(5), _EARLY), 5: "09:00-17:00"}, ("agent", "logistics2")),
    ({0: _LATE, 1: _LATE, 2: _LATE, 5: _EARLY, 6: _EARLY}, ("agent2", "agent4")),
)


def plan(staff: Staff, now: datetime) -> None:
    """The usual weeks of the service centre, somebody on leave, and somebody who asks for it."""
    members = staff.by_name
    for weekly, names in WEEKS:
        for name in names:
            set_roster(actor=SYSTEM, member_id=members[name].staff_id or 0, weekly=weekly, now=now)
    start = now.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    enter_leave(
        actor=members["manager"],
        member_id=members["agent3"].staff_id or 0,
        kind="annual",
        from_at=start - timedelta(days=1),
        until_at=start + timedelta(days=3),
        stand_in_id=members["agent2"].staff_id,
        now=now,
    )
    ask_leave(
        actor=members["quality3"],
        kind="personal",
        from_at=start + timedelta(days=5),
        until_at=start + timedelta(days=7),
        stand_in_id=members["quality2"].staff_id,
        reason="参加孩子的家长会",
        now=now,
    )
