from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.privacy.fields import SaidWords

TASK_CHOICES = [
    ("surface", _("Surface cleaned")),
    ("inside", _("Inside cleaned")),
    ("parts", _("Parts taken out and cleaned")),
    ("function", _("Function checked")),
    ("prepared", _("Tools, parts and connections ready")),
    ("position", _("Position confirmed by the customer")),
    ("protected", _("Home protected")),
    ("test_run", _("Test run")),
    ("briefing", _("Briefing on use")),
    ("cleaned", _("Site cleaned")),
]


class Checklist(models.Model):
    """What is installed or cared for, what belongs to it, its price, and the acceptance."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="+")
    goods = models.CharField(max_length=120)
    place = SaidWords(max_length=120, blank=True, about="case:case_id")  # where in the home
    tasks = ArrayField(models.CharField(max_length=10))
    price_amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    price_told = SaidWords(
        max_length=120, blank=True, about="case:case_id", tells=True
    )  # how one can tell
    by_member = models.BigIntegerField(null=True)
    planned_at = models.DateTimeField()
    done = ArrayField(models.CharField(max_length=10), default=list)
    left_because = SaidWords(max_length=500, blank=True, about="case:case_id")
    accepted_how = models.CharField(max_length=15, blank=True)
    reference = SaidWords(max_length=120, blank=True, about="case:case_id")
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="checklists_price_is_told",
                condition=Q(price_amount=None) | Q(price_amount=0) | ~Q(price_told=""),
            ),
            models.CheckConstraint(
                name="checklists_accepted_in_some_way",
                condition=Q(accepted_at=None) | ~Q(accepted_how=""),
            ),
        ]

    def __str__(self) -> str:
        return f"checklist of case {self.case_id}"
