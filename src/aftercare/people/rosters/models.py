"""Weekly patterns, single days, and leave."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.privacy.fields import EncryptedTextField

from .rules import LeaveState

LEAVE_CHOICES = [
    ("annual", _("Annual leave")),
    ("personal", _("Personal leave")),
    ("sick", _("Sick leave")),
    ("family", _("Marriage, birth or bereavement")),
    ("training", _("Training")),
    ("other", _("Another reason")),
]
STATE_CHOICES = [
    (LeaveState.ASKED, _("asked for")),
    (LeaveState.APPROVED, _("approved")),
    (LeaveState.DECLINED, _("declined")),
    (LeaveState.WITHDRAWN, _("withdrawn")),
]


class Roster(models.Model):
    """That a member works by a roster. Without a row nothing binds but the presence switch."""

    member = models.OneToOneField(
        "staff.Member", models.CASCADE, primary_key=True, related_name="+"
    )
    weekly = models.JSONField(default=dict)  # {"0": "09:00-18:00", …}; empty: day by day
    works_on_rest = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"roster of member {self.member_id}"


class RosterDay(models.Model):
    """The shifts of one member on one date, in place of the week's; none is a day off."""

    member = models.ForeignKey("staff.Member", models.CASCADE, related_name="+", db_index=False)
    on = models.DateField()
    shifts = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("member", "on", name="rosters_day_once")]
        indexes = [models.Index("on", name="rosters_day_by_date")]

    def __str__(self) -> str:
        return f"member {self.member_id} on {self.on}: {self.shifts or 'off'}"


class Stretch(models.Func):
    """From one moment to another, the second not counted."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Leave(models.Model):
    """An absence that is asked for and decided on; `stand_in` takes what comes in meanwhile."""

    member = models.ForeignKey("staff.Member", models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=LEAVE_CHOICES)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    reason = EncryptedTextField(blank=True)
    stand_in = models.ForeignKey("staff.Member", models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=STATE_CHOICES)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        "staff.Member", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    answer = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="rosters_leave_never_overlaps",
                expressions=[
                    ("member", RangeOperators.EQUAL),
                    (Stretch("from_at", "until_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=["asked", "approved"]),
            ),
            models.CheckConstraint(
                name="rosters_leave_in_order", condition=Q(until_at__gt=F("from_at"))
            ),
            models.CheckConstraint(
                name="rosters_leave_stand_in_is_another",
                condition=Q(stand_in=None) | ~Q(stand_in=F("member")),
            ),
            models.CheckConstraint(
                name="rosters_leave_decided_once_approved",
                condition=Q(decided_at__isnull=False) | ~Q(state="approved"),
            ),
        ]
        indexes = [
            models.Index("member", "from_at", name="rosters_leave_of_member"),
            models.Index("asked_at", name="rosters_leave_asked", condition=Q(state="asked")),
            models.Index("until_at", name="rosters_leave_coming", condition=Q(state="approved")),
        ]

    def __str__(self) -> str:
        return f"leave of member {self.member_id} from {self.from_at}"
