from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from aftercare.foundation.privacy.fields import EncryptedTextField

from .rules import Need


class Skill(models.Model):
    """What somebody must be able, or allowed, to do; perhaps needed for certain cases (R-PE-01).

    The four lists say for which: an empty one is any; where all are empty no case needs it.
    `warn_days` before a held one ends, the holder and the head are told.
    """

    name = models.CharField(max_length=60, unique=True)
    kinds = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    categories = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    product_lines = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    levels = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    warn_days = models.PositiveSmallIntegerField(default=30)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name

    def need(self) -> Need:
        return Need(
            kinds=self.kinds,
            categories=self.categories,
            product_lines=self.product_lines,
            levels=self.levels,
        )


class Grant(models.Model):
    """A skill that a member holds from a day on, until and including another, with its proof."""

    member = models.ForeignKey("staff.Member", models.CASCADE, related_name="+")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="grants")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    certificate = EncryptedTextField(blank=True)  # its number
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    warned = models.CharField(max_length=10, blank=True)  # the standing of which people were told

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="skills_grant_in_order",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
            )
        ]
        indexes = [
            models.Index("valid_until", name="skills_grants_ending", condition=Q(withdrawn_at=None))
        ]

    def __str__(self) -> str:
        return f"skill {self.skill_id} of member {self.member_id}"
