from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


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
                condition=models.Q(is_fallback=True),
            )
        ]

    def __str__(self) -> str:
        return self.code


class PackVersionQuerySet(models.QuerySet["PackVersion"]):
    def in_force_at(self, at: datetime) -> Self:
        return self.filter(state=PackVersion.State.IN_FORCE, in_force_from__lte=at)


class PackVersion(models.Model):
    """One wording of a pack. In force it never changes: cases refer to it for good."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEWED = "reviewed", _("Reviewed")
        APPROVED = "approved", _("Approved")
        IN_FORCE = "in_force", _("In force")

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

    objects = PackVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="packs_version_number", fields=["pack", "number"]),
            models.CheckConstraint(
                name="packs_version_in_force_from_a_moment",
                condition=~models.Q(state="in_force") | models.Q(in_force_from__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="packs_version_in_force",
                fields=["pack", "-in_force_from"],
                condition=models.Q(state="in_force"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.pack_id}/{self.number}"
