"""Cases for which nobody was there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .rules import Lack

LACK_CHOICES = [
    (Lack.NOBODY_COVERS, _("Nobody's duties cover such a case")),
    (Lack.NOBODY_THERE, _("Nobody who could take it is there in time")),
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
