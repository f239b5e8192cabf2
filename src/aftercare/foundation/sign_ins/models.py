"""Open doors: who is signed in where, and how often something was tried."""

from django.conf import settings
from django.db import models


class SignIn(models.Model):
    """One sign-in on one device. Gone from the list once ended; the history keeps that it was."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    seen_at = models.DateTimeField()
    address = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-at"], name="sign_ins_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.device}"


class Try(models.Model):
    """How often a thing was tried in one window of time: `key` says who tried what."""

    key = models.CharField(max_length=120)
    window = models.DateTimeField()
    tries = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="one_count_a_window")]
        indexes = [models.Index(fields=["window"], name="tries_by_window")]

    def __str__(self) -> str:
        return f"{self.key} × {self.tries}"
