"""Of what people are told outside of the desk, in which words, and how customers wish it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.privacy.fields import EncryptedTextField

OCCASION_CHOICES = [
    ("registered", _("A case was registered: number and access code")),
    ("code", _("A new access code")),
    ("consent", _("A resolution awaits the customer's word")),
    ("date", _("A date was agreed upon or changed")),
    ("resolved", _("Resolved; asks how it was")),
    ("news", _("A message that somebody wrote to the customer")),
    ("reminder", _("Reminder before a visit")),
    ("late", _("Whoever comes will be late")),
    ("called_off", _("Nobody comes at the agreed time")),
    ("slot", _("Asks for a time, for work under a care contract")),
    ("breach", _("A promise was broken (to colleagues)")),
]


class Switch(models.Model):
    """An occasion of which people are told by a channel. No row: they are not."""

    occasion = models.CharField(max_length=20, choices=OCCASION_CHOICES)
    channel = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occasion", "channel"], name="messaging_switch_once")
        ]

    def __str__(self) -> str:
        return f"{self.occasion} by {self.channel}"


class Template(models.Model):
    """A text as the company words it. A change is a new version; what was sent names its own.

    Without one the text that the product comes with is used, as version 0.
    """

    occasion = models.CharField(max_length=20, choices=OCCASION_CHOICES)
    channel = models.CharField(max_length=10)
    language = models.CharField(max_length=5)
    version = models.PositiveIntegerField()
    subject = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    gateway_template = models.CharField(max_length=80, blank=True)
    gateway_fields = models.TextField(blank=True)
    written_by = models.BigIntegerField(null=True)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "channel", "language", "version"],
                name="messaging_template_version_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.occasion} by {self.channel} in {self.language}, version {self.version}"


class Wish(models.Model):
    """How a customer wishes to be reached, by what not at all, and of what not to be told."""

    ERASED_WITH = "customer:customer_id"

    customer = models.OneToOneField(
        "parties.Customer", models.CASCADE, primary_key=True, related_name="+"
    )
    language = models.CharField(max_length=5, blank=True)
    channel = models.CharField(max_length=10, blank=True)
    refused = ArrayField(models.CharField(max_length=10), default=list)
    unwanted = ArrayField(models.CharField(max_length=20), default=list)
    wechat_id = EncryptedTextField(blank=True)
    noted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"wishes of customer {self.customer_id}"
