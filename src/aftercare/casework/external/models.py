from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.actor import Actor, ActorKind
from aftercare.foundation.privacy.fields import EncryptedTextField, SaidText, SaidWords

BODY_CHOICES = [
    ("market_supervision", _("Market supervision (12315)")),
    ("consumer_association", _("Consumer association")),
    ("marketplace", _("Arbitration of a marketplace")),
    ("arbitration", _("Arbitration commission")),
    ("court", _("Court")),
    ("other_authority", _("Another authority")),
]
OUTCOME_CHOICES = [
    ("agreed", _("Agreement reached")),
    ("not_agreed", _("Ended without agreement")),
    ("declined", _("Not taken up")),
    ("withdrawn", _("Withdrawn by the customer")),
    ("for_customer", _("Decided for the customer")),
    ("for_us", _("Decided for us")),
]


class MatterQuerySet(models.QuerySet["Matter"]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.sees_everything:
            return self
        if actor.kind is ActorKind.CUSTOMER:
            return self.none()
        return self.filter(case__org_unit_id__in=actor.org_units)


class Matter(models.Model):
    """A case before somebody outside: 12315, an association, a marketplace, a court (R-CASE-13).

    `opinion` is counsel's, sealed, for few eyes.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    body = models.CharField(max_length=20, choices=BODY_CHOICES)
    office = models.CharField(max_length=120, blank=True)  # which court, which bureau
    reference = SaidWords(max_length=120, about="case:case_id")
    received_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True)
    hearing_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=15, blank=True, choices=OUTCOME_CHOICES)
    result = SaidText(blank=True, about="case:case_id")
    ended_at = models.DateTimeField(null=True)
    opinion = EncryptedTextField(blank=True, default="", about="case:case_id")
    opinion_at = models.DateTimeField(null=True)
    by_member = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()

    objects = MatterQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index("received_at", name="external_open", condition=Q(ended_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                "case", "body", name="external_one_open", condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="external_ended_with_an_outcome",
                condition=Q(ended_at=None, outcome="")
                | (Q(ended_at__gte=F("received_at")) & ~Q(outcome="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} on case {self.case_id}"
