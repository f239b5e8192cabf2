from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from aftercare.foundation.actor import Actor, ActorKind
from aftercare.foundation.privacy.fields import SaidWords


class PauseQuerySet(models.QuerySet["Pause"]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.sees_everything:
            return self
        if actor.kind is ActorKind.CUSTOMER:
            return self.filter(case_id__in=actor.case_ids)
        return self.filter(case__org_unit_id__in=actor.org_units)


class Pause(models.Model):
    """A time in which some clocks of a case stand still, for a reason that its policy lists.

    Open while `ended_at` is empty, but never beyond `longest_until`, whether a job runs or not.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+", db_index=False)
    reason = models.CharField(max_length=40)
    commitments = ArrayField(models.CharField(max_length=20))  # codes of the clocks it stops
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    longest_until = models.DateTimeField()
    evidence = SaidWords(max_length=500, blank=True, about="case:case_id")
    by_member = models.BigIntegerField(null=True)
    ended_by_member = models.BigIntegerField(null=True)

    objects = PauseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("case", name="pauses_pause_case")]
        constraints = [
            models.UniqueConstraint(
                "case", "reason", name="pauses_pause_one_open", condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="pauses_pause_in_order",
                condition=Q(ended_at=None) | Q(ended_at__gte=models.F("started_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} on case {self.case_id}"
