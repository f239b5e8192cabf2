"""Messages to people and programs outside, and how each channel is used."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.actor import Actor
from aftercare.foundation.privacy.fields import EncryptedTextField, SaidWords

CHANNEL_CHOICES = [
    ("mail", _("E-mail")),
    ("sms", _("Text message")),
    ("wechat", _("WeChat")),
    ("chat", _("Company chat")),
    ("social", _("Social channel")),
    ("hook", _("Webhook")),
]
STATE_CHOICES = [
    ("queued", _("To be sent")),
    ("held", _("Held back")),
    ("sending", _("Being sent")),
    ("failed", _("Failed, will be tried again")),
    ("sent", _("Sent")),
    ("given_up", _("Given up")),
    ("cancelled", _("Cancelled")),
]


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of one's own units; what belongs to no unit is for who sees everything."""
        if actor.sees_everything:
            return self
        return self.filter(org_unit_id__in=actor.org_units)


class Message(models.Model):
    """One message by one channel to one recipient, and what became of it (R-PL-03).

    Who gets it and what it says is sealed. Secrets (an access code) stand in `secrets` alone until
    it is sent, and are forgotten then; the text holds their {names}. `thread` are the addresses
    that make a mail part of a conversation. `until`: from when on it would come too late.
    """

    channel = models.CharField(max_length=10, choices=CHANNEL_CHOICES)
    state = models.CharField(max_length=10, choices=STATE_CHOICES, default="queued")
    purpose = models.CharField(max_length=40)
    about = models.CharField(max_length=60, blank=True)
    part = models.CharField(max_length=40, blank=True)
    org_unit_id = models.BigIntegerField(null=True)
    urgent = models.BooleanField(default=False)
    by_person = models.BooleanField(default=False)
    template = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=10, blank=True)
    gateway_template = models.CharField(max_length=80, blank=True)
    recipient = EncryptedTextField(about="subject:about")
    endpoint = models.ForeignKey(
        "endpoints.Endpoint", models.PROTECT, null=True, db_index=False, related_name="+"
    )
    recipient_index = SaidWords(max_length=32, about="subject:about")
    subject = EncryptedTextField(blank=True, about="subject:about")
    text = EncryptedTextField(blank=True, about="subject:about")
    params = EncryptedTextField(blank=True, about="subject:about")
    secrets = EncryptedTextField(blank=True, about="subject:about")
    thread = EncryptedTextField(blank=True, about="subject:about")
    mail_id = models.CharField(max_length=120, null=True, blank=True, unique=True)
    file_ids = ArrayField(models.BigIntegerField(), default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    last_try_at = models.DateTimeField(null=True)
    hold = models.CharField(max_length=10, blank=True)
    error = EncryptedTextField(blank=True, about="subject:about")
    carrier = models.CharField(max_length=20, blank=True)
    shown_only = models.BooleanField(default=False)
    provider_ref = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="deliveries_waiting_has_a_next_try",
                condition=Q(state__in=["sent", "given_up", "cancelled"], next_try_at=None)
                | Q(
                    state__in=["queued", "held", "sending", "failed"],
                    next_try_at__isnull=False,
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="deliveries_due",
                condition=Q(next_try_at__isnull=False),
            ),
            models.Index(fields=["state", "-id"], name="deliveries_by_state"),
            models.Index(fields=["about", "id"], name="deliveries_about"),
            models.Index(fields=["recipient_index", "last_try_at"], name="deliveries_to_one"),
            models.Index(fields=["channel", "last_try_at"], name="deliveries_by_channel"),
            models.Index(fields=["org_unit_id", "-id"], name="deliveries_of_unit"),
            models.Index(
                fields=["endpoint", "-id"],
                name="deliveries_to_endpoint",
                condition=Q(endpoint__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk} by {self.channel}"


class Try(models.Model):
    """One try to send a message: when, how long it took, what came of it."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()
    status = models.PositiveSmallIntegerField(default=0)
    error = EncryptedTextField(blank=True, about="subject:message__about")

    def __str__(self) -> str:
        return f"try of message {self.message_id}"


class ChannelConduct(models.Model):
    """How the company uses a channel; without a row, as `rules.ORDINARY` says."""

    channel = models.CharField(max_length=10, choices=CHANNEL_CHOICES, primary_key=True)
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    per_hour = models.PositiveIntegerField(default=0)
    per_day = models.PositiveIntegerField(default=0)
    per_minute = models.PositiveIntegerField(default=0)
    rests = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"conduct of {self.channel}"
