"""Programs outside with which we share a secret."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.privacy.fields import EncryptedTextField

OFF_CHOICES = [("person", _("Switched off")), ("failing", _("Switched off: it failed for days"))]


class Endpoint(models.Model):
    """A program outside: where it is called, if anywhere, and the secret that signs both ways.

    The former secret goes on working until `former_until`, so that the other side can change over.
    `failing_since` is the first failure after the last success.
    """

    url = models.CharField(max_length=500, blank=True)
    secret = EncryptedTextField()
    former_secret = EncryptedTextField(blank=True)
    former_until = models.DateTimeField(null=True)
    secret_made_at = models.DateTimeField()
    is_on = models.BooleanField(default=True)
    off_because = models.CharField(max_length=10, choices=OFF_CHOICES, blank=True)
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    worked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="endpoints_off_has_a_reason",
                condition=models.Q(is_on=True, off_because="")
                | (models.Q(is_on=False) & ~models.Q(off_because="")),
            ),
        ]

    def __str__(self) -> str:
        return f"endpoint {self.pk}"
