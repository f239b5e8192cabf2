from django.db import models
from django.db.models import Q

from aftercare.foundation.privacy.fields import EncryptedTextField


class Merge(models.Model):
    """Two files of one customer became one: why, and what went over, so that it can be undone.

    `moved` is kind → ids of the rows that changed the file; what came later is not among them.
    """

    lost = models.ForeignKey("parties.Customer", models.CASCADE, related_name="+")
    kept = models.ForeignKey("parties.Customer", models.CASCADE, related_name="+")
    reason = EncryptedTextField(about="customer:kept_id")
    moved = models.JSONField(default=dict)
    merged_by = models.BigIntegerField(null=True)
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "lost", name="merges_a_file_is_merged_once", condition=Q(undone_at=None)
            ),
            models.CheckConstraint(name="merges_of_two_files", condition=~Q(lost=models.F("kept"))),
        ]

    def __str__(self) -> str:
        return f"customer {self.lost_id} into {self.kept_id}"
