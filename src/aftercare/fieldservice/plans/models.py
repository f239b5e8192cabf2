from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.actor import Actor

STATE_CHOICES = [
    ("asked", _("Waiting to be planned")),
    ("planning", _("Being planned")),
    ("ready", _("Ready to apply")),
    ("applied", _("Applied")),
    ("dropped", _("Dropped")),
    ("failed", _("Failed")),
]


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.sees_everything:
            return self
        return self.filter(org_units__contained_by=sorted(actor.org_units))


class Proposal(models.Model):
    """A plan of a day that somebody asked for, to be looked at and applied whole (派工方案).

    `org_units` are the stations planned together. `agreed_by` says how the customers of orders
    without a time agreed to any time of the day; empty: such orders are left alone. `seen` holds
    what the plan was made from, `result` what it would change.
    """

    day = models.DateField()
    org_units = ArrayField(models.BigIntegerField())
    agreed_by = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, choices=STATE_CHOICES, default="asked")
    asked_by = models.BigIntegerField(null=True)  # user
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    seconds = models.PositiveSmallIntegerField(default=0)  # of computing that are expected
    tries = models.PositiveSmallIntegerField(default=0)  # how often it was begun
    seen = models.JSONField(default=dict)
    result = models.JSONField(default=dict)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["day", "-id"], name="plans_proposals_of_day")]

    def __str__(self) -> str:
        return f"proposal {self.id} of {self.day}"


class Pooled(models.Model):
    """A work order offered to all who may do it; the first who accepts has it (抢单).

    The customer agreed, by `agreed_by`, to the window.
    """

    work_order = models.ForeignKey("workorders.WorkOrder", models.CASCADE, related_name="+")
    window_from = models.DateTimeField()
    window_until = models.DateTimeField()
    agreed_by = models.CharField(max_length=10)
    offered_at = models.DateTimeField()
    taken_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)  # taken or withdrawn

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "work_order", name="plans_pooled_once", condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="plans_pooled_window_in_order",
                condition=Q(window_until__gt=models.F("window_from")),
            ),
            models.CheckConstraint(
                name="plans_pooled_taken_is_over",
                condition=Q(taken_by=None) | Q(ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index("window_from", name="plans_pool", condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"order {self.work_order_id} in the pool"


class Move(models.Model):
    """The last thing that was done at the board with a visit, so that it can be taken back.

    `before` is how it stood (`queries.stood_of`), `appointment` what stands since, at `version`;
    none where the visit was called off.
    """

    work_order = models.OneToOneField(
        "workorders.WorkOrder", models.CASCADE, related_name="+", primary_key=True
    )
    by_user = models.BigIntegerField(null=True)
    moved_at = models.DateTimeField()
    before = models.JSONField()
    appointment = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["by_user", "-moved_at"], name="plans_moves_of_person")]

    def __str__(self) -> str:
        return f"move of order {self.work_order_id}"
