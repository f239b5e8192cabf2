"""The cash that people took at customers' doors, until somebody of finance has counted it."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from aftercare.foundation.actor import Actor
from aftercare.foundation.privacy.fields import SaidWords


class HandInQuerySet(models.QuerySet["HandIn"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of whom the own units employ."""
        if actor.sees_everything:
            return self
        return self.filter(member__org_unit_id__in=actor.org_units)


class CashQuerySet(models.QuerySet["Cash"]):
    def visible_to(self, actor: Actor) -> Self:
        """With whom the own units employ."""
        if actor.sees_everything:
            return self
        return self.filter(member__org_unit_id__in=actor.org_units)


class DeclaredQuerySet(models.QuerySet["Declared"]):
    def visible_to(self, actor: Actor) -> Self:
        """By whom the own units employ."""
        if actor.sees_everything:
            return self
        return self.filter(member__org_unit_id__in=actor.org_units)


class HandIn(models.Model):
    """What somebody took on a day was handed in and counted (交款); a difference has its reason."""

    member = models.ForeignKey("staff.Member", models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    expected_amount = models.DecimalField(max_digits=10, decimal_places=2)
    counted_amount = models.DecimalField(max_digits=10, decimal_places=2)
    reason = SaidWords(max_length=200, blank=True, about="staff:member_id")
    by_name = models.CharField(max_length=60)
    counted_at = models.DateTimeField()

    objects = HandInQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="tills_not_less_than_nothing",
                condition=Q(expected_amount__gte=0, counted_amount__gte=0),
            ),
            models.CheckConstraint(
                name="tills_difference_with_a_reason",
                condition=Q(counted_amount=F("expected_amount")) | ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["member", "-id"], name="tills_hand_ins_of_member")]

    def __str__(self) -> str:
        return f"{self.counted_amount} of member {self.member_id} for {self.on}"


class Cash(models.Model):
    """A payment in notes and coins; it is with `member` until it was handed in, or went back."""

    payment = models.OneToOneField("quotes.Payment", models.PROTECT, related_name="+")
    order = models.ForeignKey(
        "workorders.WorkOrder", models.PROTECT, related_name="+", db_index=False
    )
    member = models.ForeignKey("staff.Member", models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    reference = models.CharField(max_length=80)
    taken_at = models.DateTimeField()
    back_at = models.DateTimeField(null=True)
    hand_in = models.ForeignKey(HandIn, models.PROTECT, null=True, related_name="cash")

    objects = CashQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["member", "on"], name="tills_still_out",
                condition=Q(hand_in=None, back_at=None),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.amount} with member {self.member_id}"


class Declared(models.Model):
    """Somebody says that they gave away what they took on a day; it stands until it is counted."""

    member = models.ForeignKey("staff.Member", models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    shown_amount = models.DecimalField(max_digits=10, decimal_places=2)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    reason = SaidWords(max_length=200, blank=True, about="staff:member_id")
    said_at = models.DateTimeField()
    hand_in = models.OneToOneField(HandIn, models.PROTECT, null=True, related_name="declared")

    objects = DeclaredQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="tills_declared_not_less_than_nothing",
                condition=Q(shown_amount__gte=0, amount__gte=0),
            ),
            models.CheckConstraint(
                name="tills_declared_difference_with_a_reason",
                condition=Q(amount=F("shown_amount")) | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                name="tills_declared_once_a_day", fields=["member", "on"],
                condition=Q(hand_in=None),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.amount} by member {self.member_id} for {self.on}"
