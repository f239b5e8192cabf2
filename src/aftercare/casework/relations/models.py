"""Cases that belong together."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CaseLink(models.Model):
    """Two matters that belong together: the same again, or one about the other (R-IN-11)."""

    class Kind(models.TextChoices):
        REPEAT = "repeat", _("The same again")
        RELATED = "related", _("Related")

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    other = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("case", "other", name="relations_link_once"),
            models.CheckConstraint(
                name="relations_link_in_order", condition=Q(case__lt=F("other"))
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.case_id} {self.kind} case {self.other_id}"
