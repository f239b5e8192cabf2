from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.actor import Actor
from aftercare.foundation.privacy.fields import EncryptedTextField


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own: what is in the file was in sight of whoever asked, of nobody else."""
        return self.filter(user_id=actor.user_id) if actor.user_id else self.none()


class Export(models.Model):
    """A list on its way to becoming a file, and the file until it expires.

    `wanted` is how the list was narrowed, sealed: what was searched for may be a person's name.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Being written")
        DONE = "done", _("Ready to download")
        FAILED = "failed", _("Stopped by an error")
        EXPIRED = "expired", _("Expired")

    user_id = models.BigIntegerField(db_index=True)
    what = models.CharField(max_length=20)
    form = models.CharField(max_length=4)
    language = models.CharField(max_length=10)
    wanted = EncryptedTextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.IntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)
    file = models.ForeignKey(
        "files.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["expires_at"], name="exports_expiring", condition=Q(state="done"))
        ]

    def __str__(self) -> str:
        return f"export {self.pk}"
