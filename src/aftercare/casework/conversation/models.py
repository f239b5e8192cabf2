"""What was said to and by the customer, and what was shown."""

from collections.abc import Collection
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.actor import Actor, ActorKind
from aftercare.foundation.privacy.fields import SaidText, SaidWords

CONTACT_CHANNEL_CHOICES = [
    ("phone", _("Phone")),
    ("sms", _("Text message")),
    ("email", _("E-mail")),
    ("chat", _("Online chat")),
    ("portal", _("Portal")),
    ("visit", _("Visit")),
    ("note", _("Internal note")),
]


class EntryQuerySet(models.QuerySet["Contact"]):
    def shown_to(self, actor: Actor) -> Self:
        """A customer sees what is public; staff see all of a case they see."""
        return self.filter(public=True) if actor.kind is ActorKind.CUSTOMER else self


class Contact(models.Model):
    """One call, message, visit or internal note of a case (R-CASE-04)."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+", db_index=False)
    channel = models.CharField(max_length=10, choices=CONTACT_CHANNEL_CHOICES)
    outbound = models.BooleanField()
    reached = models.BooleanField(default=True)
    public = models.BooleanField()
    text = SaidText(about="case:case_id")
    by_member = models.ForeignKey("staff.Member", models.PROTECT, related_name="+", null=True)
    by_name = models.CharField(max_length=60, blank=True)
    recording_ref = SaidWords(max_length=120, blank=True, about="case:case_id")
    client_ref = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001 - unique
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("case", "at", "id", name="conversation_of_case")]
        constraints = [
            models.UniqueConstraint("case", "client_ref", name="conversation_contact_once"),
            models.CheckConstraint(
                name="conversation_notes_stay_inside",
                condition=~Q(channel="note") | Q(public=False, outbound=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} of case {self.case_id} at {self.at:%Y-%m-%d %H:%M}"


def old_recordings(*, before: datetime, but: Collection[int]) -> EntryQuerySet:
    """Calls before a moment of which a recording is known, `but` of these cases."""
    found = Contact.objects.filter(at__lt=before).exclude(recording_ref="")
    return found.exclude(case_id__in=but)


class Attachment(models.Model):
    """A photo or document of a case; of one contact, where it came with one."""

    ERASED_WITH = "case:case_id"

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="+", null=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    caption = models.CharField(max_length=120, blank=True)
    public = models.BooleanField(default=False)
    attached_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("case", "file", name="conversation_attached_once")]

    def __str__(self) -> str:
        return f"file {self.file_id} of case {self.case_id}"
