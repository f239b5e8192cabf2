from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.privacy.fields import EncryptedTextField

from .rules import Kind, Proof, State

KIND_CHOICES = [
    (Kind.ACCESS, _("To know what is kept")),
    (Kind.COPY, _("A copy of it")),
    (Kind.CORRECTION, _("Correction")),
    (Kind.ERASURE, _("Erasure")),
]
STATE_CHOICES = [
    (State.OPEN, _("To be answered")),
    (State.DONE, _("Answered")),
    (State.REFUSED, _("Turned down")),
]
PROOF_CHOICES = [
    (Proof.CALL_BACK, _("Called back at the number in the file")),
    (Proof.PAPER, _("Showed a paper")),
    (Proof.KNOWN, _("Known in person")),
    (Proof.LINK, _("Wrote by the own link")),
]


class DataRequest(models.Model):
    """A person asks about the own data: to know, to have, to correct or to erase it (R-SEC-04).

    It stays as the proof that it was answered, when and by whom; what it said goes with an erasure.
    """

    customer = models.ForeignKey("parties.Customer", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=KIND_CHOICES)
    state = models.CharField(max_length=8, choices=STATE_CHOICES, default=State.OPEN)
    proof = models.CharField(max_length=10, choices=PROOF_CHOICES)
    wish = EncryptedTextField(blank=True, about="customer:customer_id")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    taken_by = models.BigIntegerField(null=True)
    answer = EncryptedTextField(blank=True, about="customer:customer_id")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "customer",
                "kind",
                name="datarequests_one_open_of_a_kind",
                condition=Q(state="open"),
            ),
            models.CheckConstraint(
                name="datarequests_ended_with_a_day",
                condition=Q(state="open", ended_at=None)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index("due_on", "id", name="datarequests_open", condition=Q(state="open"))
        ]

    def __str__(self) -> str:
        return f"{self.kind} for customer {self.customer_id}"
