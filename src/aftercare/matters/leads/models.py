"""Leading cases, those that follow them, and what was offered to all (R-CASE-15)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.privacy.fields import SaidText

OFFER_CHOICES = [
    ("finding", _("The cause that was found")),
    ("resolution", _("A resolution")),
    ("message", _("A message to the customers")),
]


class Lead(models.Model):
    """One cause that many customers suffer from; its case is the one that is worked on first."""

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="+")
    cause = models.CharField(max_length=200)
    since = models.DateTimeField()
    by_member = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"case {self.case_id} leads"


class Follower(models.Model):
    """A case of another customer with the same cause; it stays a case of its own."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="followers")
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    joined_at = models.DateTimeField()
    by_member = models.BigIntegerField(null=True)
    left_at = models.DateTimeField(null=True)
    left_because = SaidText(blank=True, about="case:case_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", name="leads_follows_one_at_a_time", condition=Q(left_at=None)
            ),
            models.CheckConstraint(
                name="leads_left_with_a_reason", condition=Q(left_at=None) | ~Q(left_because="")
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.case_id} follows lead {self.lead_id}"


class Offer(models.Model):
    """What was decided for the leader, as it was said then. Nobody has to take it."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="offers")
    kind = models.CharField(max_length=12, choices=OFFER_CHOICES)
    said = models.JSONField()  # the words of the finding, resolution or message
    at = models.DateTimeField()
    by_member = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} of lead {self.lead_id}"


class Answer(models.Model):
    """What became of an offer on one case; `why` is what stood in the way, or why not."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="answers")
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    state = models.CharField(max_length=10)
    why = SaidText(blank=True, about="case:case_id")
    by_member = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("offer", "case", name="leads_one_answer_a_case"),
            models.CheckConstraint(
                name="leads_answer_states", condition=Q(state__in=["open", "taken", "declined"])
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.case_id} on offer {self.offer_id}: {self.state}"
