from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.foundation.privacy.fields import EncryptedTextField

from .rules import State, Why

STATE_CHOICES = [
    (State.WAITING.value, _("Being read")),
    (State.READ.value, pgettext_lazy("proof of purchase", "Read")),
    (State.NOTHING.value, _("Nothing found")),
    (State.FAILED.value, _("Could not be read")),
]
WHY_CHOICES = [
    (Why.FINE.value, ""),
    (Why.NO_READER.value, _("Pictures cannot be read on this installation.")),
    (Why.ENCRYPTED.value, _("The PDF is locked with a password.")),
    (Why.BROKEN.value, _("The file cannot be opened; it seems to be damaged.")),
    (Why.TOO_LONG.value, _("Reading took too long and was ended.")),
    (Why.GONE.value, _("The file is not there any more.")),
    (Why.STOPPED.value, _("Reading was broken off by a fault.")),
]


class Reading(models.Model):
    """What a machine read on a proof of purchase: proposals follow from the text, nothing else.

    `pages` of `pages_there` were read. `taken`: the fields that a person took over.
    """

    ERASED_WITH = "customer:proof__unit__customer_id"

    proof = models.OneToOneField("units.ProofFile", models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=STATE_CHOICES, default=State.WAITING.value)
    why = models.CharField(max_length=10, choices=WHY_CHOICES, blank=True)
    text = EncryptedTextField(about="customer:proof__unit__customer_id", default="")
    pages = models.PositiveSmallIntegerField(default=0)
    pages_there = models.PositiveIntegerField(default=0)
    taken = ArrayField(models.CharField(max_length=20), default=list)
    asked_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    confirmed_by = models.BigIntegerField(null=True)  # user
    confirmed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"reading of proof {self.proof_id}"
