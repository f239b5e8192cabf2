from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.actor import Actor
from aftercare.foundation.privacy.fields import EncryptedTextField

from .rules.targets import CASES

TARGET_CHOICES = [
    ("cases", _("Cases")),
    ("customers", _("Customers")),
    ("units", _("Purchases and products of customers")),
    ("models", _("Models of the catalogue")),
    ("parts", _("Main parts of models")),
    ("batches", _("Batches")),
    ("spares", _("Spare parts and their prices")),
    ("prices", _("Prices of work")),
    ("stock", _("Counted stock")),
]


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own; a file holds customers whose cases others may not see."""
        if actor.sees_everything:
            return self
        return self.filter(created_by=actor.user_id) if actor.user_id else self.none()


class ImportRun(models.Model):
    """One file on its way: all its rows become what they are of, or none (R-IN-01, R-PL-05).

    `fields`: header (as in the sheet) to field. `report` is what the check found, sealed: it
    quotes cells. The file itself is discarded as soon as the run has ended.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Columns to be confirmed")
        CHECKING = "checking", _("Being checked")
        READY = "ready", _("Checked")
        IMPORTING = "importing", _("Being imported")
        DONE = "done", _("Imported")
        FAILED = "failed", _("Stopped by an error")
        CANCELLED = "cancelled", _("Cancelled")

    target = models.CharField(max_length=10, choices=TARGET_CHOICES, default=CASES)
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    state_since = models.DateTimeField()
    file = models.ForeignKey(
        "files.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    file_name = models.CharField(max_length=140)
    file_hash = models.CharField(max_length=64)
    sheets = models.JSONField(default=list)
    sheet = models.CharField(max_length=120, blank=True)
    header_row = models.IntegerField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    fields = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    report = EncryptedTextField(blank=True)
    row_count = models.IntegerField(default=0)
    ready_count = models.IntegerField(default=0)
    wrong_count = models.IntegerField(default=0)
    left_out_count = models.IntegerField(default=0)
    imported_count = models.IntegerField(default=0)
    changed_count = models.IntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)
    created_by = models.BigIntegerField(null=True, db_index=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="imports_run_ended_or_not",
                condition=Q(finished_at__isnull=False, state__in=["done", "cancelled"])
                | (Q(finished_at=None) & ~Q(state__in=["done", "cancelled"])),
            ),
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"


class ImportProgress(models.Model):
    """How far a run is, in a row of its own: written beside the one great transaction.

    `stop` is the wish to cancel, read between two rows.
    """

    run = models.OneToOneField(ImportRun, models.CASCADE, primary_key=True, related_name="+")
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    stop = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.done} of {self.total}"


class ImportedCase(models.Model):
    """Which row became which case; `is_new` is False where the case had been there before."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="cases")
    row = models.IntegerField()
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    is_new = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "row"], name="imports_case_one_of_a_row")
        ]

    def __str__(self) -> str:
        return f"row {self.row} of import {self.run_id}"


class SavedMapping(models.Model):
    """What a person decided about the columns of a table; the same headers come again."""

    fingerprint = models.CharField(max_length=64, unique=True)
    fields = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    saved_by = models.BigIntegerField(null=True)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.fingerprint[:12]
