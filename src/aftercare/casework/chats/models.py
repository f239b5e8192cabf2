"""Social channels that write to us: their doors, their conversations, and what came in."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.privacy.fields import EncryptedTextField

STATE_CHOICES = [
    ("case", _("Became a case")),
    ("joined", _("Joined its case")),
    ("reopened", _("Reopened its case")),
    ("again", _("Became a new, linked case")),
    ("refused", _("Turned away")),
]


class Source(models.Model):
    """A channel that calls us: who it is, how it speaks, and the secret it signs with (R-IN-01).

    `code` stands in its address. `mapping` says where in its body each field lies. `refusal` is why
    the last call was turned away, and `refused` how many were.
    """

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    dialect = models.CharField(max_length=40, default="standard")
    mapping = models.JSONField(default=dict)
    product_line = models.CharField(max_length=20, blank=True)
    per_minute = models.PositiveIntegerField(default=120)
    is_on = models.BooleanField(default=True)
    endpoint = models.ForeignKey("endpoints.Endpoint", models.PROTECT, related_name="+")
    heard_at = models.DateTimeField(null=True)
    refused = models.PositiveIntegerField(default=0)
    refused_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"source {self.code}"


class Thread(models.Model):
    """A conversation on a channel, and the case it is about now.

    `key` and `sender_key` are keyed hashes; what the channel calls the conversation is sealed.
    """

    ERASED_WITH = "case:case_id"

    source = models.ForeignKey(Source, models.PROTECT, related_name="threads")
    key = models.CharField(max_length=16)
    sender_key = models.CharField(max_length=16, blank=True)
    name = EncryptedTextField()
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    heard_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="chats_thread_once")]
        indexes = [
            models.Index(
                fields=["source", "sender_key"],
                name="chats_by_sender",
                condition=~models.Q(sender_key=""),
            ),
        ]

    def __str__(self) -> str:
        return f"thread {self.pk} of source {self.source_id}"


class Incoming(models.Model):
    """One message of a channel, once, by its name there; what it says lies on the case.

    `links` are attachments still to be fetched.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="incoming")
    key = models.CharField(max_length=16)
    digest = models.CharField(max_length=16)
    state = models.CharField(max_length=10, choices=STATE_CHOICES)
    faults = ArrayField(models.CharField(max_length=40), default=list)
    case = models.ForeignKey("cases.Case", models.SET_NULL, null=True, related_name="+")
    contact_id = models.BigIntegerField(null=True)
    links = EncryptedTextField(blank=True, about="case:case_id")
    heard_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "key"],
                name="chats_incoming_once",
                condition=~models.Q(state="refused"),
            )
        ]
        indexes = [models.Index(fields=["source", "-id"], name="chats_by_source")]

    def __str__(self) -> str:
        return f"incoming {self.pk} of source {self.source_id}"
