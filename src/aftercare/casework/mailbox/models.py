"""Mailboxes that are read, and every mail that was met in them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.privacy.fields import EncryptedTextField

STATE_CHOICES = [
    ("case", _("Became a case")),
    ("threaded", _("Joined its case")),
    ("waiting", _("To be looked at")),
    ("refused", _("Written by a program")),
    ("aside", _("Could not be read")),
    ("dismissed", _("Needs nothing")),
]


class Mailbox(models.Model):
    """An account that is read by IMAP; nothing in it is changed or removed.

    `address` is where answers go. `last_uid` is the last mail of this `uidvalidity` that was taken
    in. `opens_cases`: whether a new matter becomes a case by itself, or waits for a person.
    `connected_at`: since when this account is known; what came after is read, however late the
    first reading. `fresh_from`: it was numbered anew; what was sent before opens no case.
    """

    name = models.CharField(max_length=60)
    address = models.EmailField()
    host = models.CharField(max_length=120)
    port = models.PositiveIntegerField(default=993)
    in_clear = models.BooleanField(default=False)
    username = models.CharField(max_length=120)
    password = EncryptedTextField(blank=True)
    folder = models.CharField(max_length=120, default="INBOX")
    opens_cases = models.BooleanField(default=True)
    is_read = models.BooleanField(default=True)
    connected_at = models.DateTimeField(null=True)
    uidvalidity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    fresh_from = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"mailbox {self.pk}"


class Mail(models.Model):
    """One mail, once: by its place in the mailbox, and by its own name wherever it is met again."""

    mailbox = models.ForeignKey(Mailbox, models.PROTECT, related_name="mails")
    uidvalidity = models.BigIntegerField()
    uid = models.BigIntegerField()
    key = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=STATE_CHOICES)
    fault = models.CharField(max_length=20, blank=True)
    sender = EncryptedTextField(blank=True, about="case:case_id")
    sender_name = EncryptedTextField(blank=True, about="case:case_id")
    subject = EncryptedTextField(blank=True, about="case:case_id")
    text = EncryptedTextField(blank=True, about="case:case_id")
    mail_id = EncryptedTextField(blank=True, about="case:case_id")
    file_ids = ArrayField(models.BigIntegerField(), default=list)
    case = models.ForeignKey("cases.Case", models.SET_NULL, null=True, related_name="+")
    contact_id = models.BigIntegerField(null=True)
    met_at = models.DateTimeField()
    seen_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mailbox", "uidvalidity", "uid"], name="mailbox_mail_taken_once"
            ),
            models.UniqueConstraint(fields=["mailbox", "key"], name="mailbox_mail_known_once"),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="mailbox_by_state")]

    def __str__(self) -> str:
        return f"mail {self.uid} of mailbox {self.mailbox_id}"
