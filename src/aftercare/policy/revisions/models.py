from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.signatures import another


class Revision(models.Model):
    """Changes of calendars on their way: written, proposed, reviewed, approved by three people.

    `edits` are as `calendars.written_edit` writes them. Approved they hold at once, each from its
    own date; then the row never changes.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PROPOSED = "proposed", _("Awaiting review")
        REVIEWED = "reviewed", _("Awaiting approval")
        IN_FORCE = "in_force", _("Approved")

    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    edits = models.JSONField(default=list)
    digest = models.CharField(max_length=64)  # SHA-256 of the edits in canonical form
    reason = models.CharField(max_length=500, blank=True)
    sent_back = models.CharField(max_length=500, blank=True)
    proposer = models.CharField(max_length=100, blank=True)
    reviewer = models.CharField(max_length=100, blank=True)
    approver = models.CharField(max_length=100, blank=True)
    proposer_id = models.BigIntegerField(null=True)
    reviewer_id = models.BigIntegerField(null=True)
    approver_id = models.BigIntegerField(null=True)
    writer_ids = ArrayField(models.BigIntegerField(), default=list)
    begun_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="revisions_three_people",
                condition=another("reviewer_id", "proposer_id")
                & another("approver_id", "proposer_id", "reviewer_id"),
            ),
            models.CheckConstraint(
                name="revisions_approved_at_a_moment",
                condition=~models.Q(state="in_force") | models.Q(approved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"revision {self.id}"
