from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.signatures import another


class Pack(models.Model):
    """A set of promises and rules for some product lines, kept in versions."""

    code = models.CharField(max_length=40, unique=True)
    name = models.JSONField()  # {"zh": …, "en": …}
    lines = ArrayField(models.CharField(max_length=40))  # codes of product lines
    is_fallback = models.BooleanField(default=False)  # for lines that no pack names

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="packs_pack_one_fallback",
                fields=["is_fallback"],
                condition=Q(is_fallback=True),
            )
        ]

    def __str__(self) -> str:
        return self.code


class PackVersionQuerySet(models.QuerySet["PackVersion"]):
    def in_force_at(self, at: datetime) -> Self:
        return self.filter(state=PackVersion.State.IN_FORCE, in_force_from__lte=at)

    def under_way(self) -> Self:
        return self.exclude(state=PackVersion.State.IN_FORCE)


class PackVersion(models.Model):
    """One wording of a pack. Approved it never changes: cases refer to it for good.

    `in_force` is approved, be it from a day to come. Whoever wrote or proposed it does not review
    it, and a third person approves it; of what ships nobody is known.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PROPOSED = "proposed", _("Awaiting review")
        REVIEWED = "reviewed", _("Awaiting approval")
        IN_FORCE = "in_force", _("Approved")

    pack = models.ForeignKey(Pack, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State)
    in_force_from = models.DateTimeField(null=True)
    data = models.JSONField()
    digest = models.CharField(max_length=64)  # SHA-256 of the data in canonical form
    reason = models.CharField(max_length=500, blank=True)
    proposer = models.CharField(max_length=100, blank=True)
    reviewer = models.CharField(max_length=100, blank=True)
    approver = models.CharField(max_length=100, blank=True)
    proposer_id = models.BigIntegerField(null=True)  # their accounts
    reviewer_id = models.BigIntegerField(null=True)
    approver_id = models.BigIntegerField(null=True)
    writer_ids = ArrayField(models.BigIntegerField(), default=list)
    sent_back = models.CharField(max_length=500, blank=True)  # why, if it was
    begun_at = models.DateTimeField(null=True)
    risk = models.JSONField(default=dict)  # what its last trial found; {} before one (R-POL-07)

    objects = PackVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="packs_version_number", fields=["pack", "number"]),
            models.CheckConstraint(
                name="packs_version_in_force_from_a_moment",
                condition=~Q(state="in_force") | Q(in_force_from__isnull=False),
            ),
            models.CheckConstraint(
                name="packs_version_three_people",
                condition=another("reviewer_id", "proposer_id")
                & another("approver_id", "proposer_id", "reviewer_id"),
            ),
            models.UniqueConstraint(
                name="packs_version_one_under_way",
                fields=["pack"],
                condition=~Q(state="in_force"),
            ),
        ]
        indexes = [
            models.Index(
                name="packs_version_in_force",
                fields=["pack", "-in_force_from"],
                condition=Q(state="in_force"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.pack_id}/{self.number}"
