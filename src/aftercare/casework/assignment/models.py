"""Cases for which nobody was there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .rules import Lack

LACK_CHOICES = [
    (Lack.NOBODY_COVERS, _("Nobody's duties cover such a case")),
    (Lack.NOBODY_THERE, _("Nobody who could take it is there in time")),
    (Lack.NOBODY_SKILLED, _("Nobody who could take it holds a skill that it needs")),
]


class Shortage(models.Model):
    """A case that nobody could take when it came: open until a person has seen to it."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+", db_index=False)
    lack = models.CharField(max_length=20, choices=LACK_CHOICES)
    found_at = models.DateTimeField()
    back_at = models.DateTimeField(null=True)  # of the first who could take it, as known then
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", name="assignment_shortage_one_open", condition=Q(ended_at=None)
            )
        ]
        indexes = [
            models.Index("found_at", name="assignment_open_shortages", condition=Q(ended_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.lack} for case {self.case_id}"


class CaseWeight(models.Model):
    """What an open case of one grade weighs in the load of its owner; none: as is proposed."""

    severity = models.CharField(max_length=1)
    level = models.CharField(max_length=5)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint("severity", "level", name="assignment_weight_once"),
        ]

    def __str__(self) -> str:
        return f"{self.severity}/{self.level}: {self.weight}"


class HandOver(models.Model):
    """The open cases of one member given to others at once, before leaving or an absence."""

    member = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    by_member = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"hand-over of member {self.member_id} at {self.at}"


class HandedCase(models.Model):
    """One case of a hand-over; `version` is the case's just after, so that a touch shows."""

    hand_over = models.ForeignKey(HandOver, models.CASCADE, related_name="cases")
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    owner = models.ForeignKey("staff.Member", models.PROTECT, related_name="+", db_index=False)
    version = models.IntegerField()

    def __str__(self) -> str:
        return f"case {self.case_id} to member {self.owner_id}"
