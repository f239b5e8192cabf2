from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.privacy.fields import EncryptedTextField, SaidText

ANSWER_CHOICES = [
    ("done", _("Done")),
    ("left", _("Left out")),
]


class Entry(models.Model):
    """What somebody noted at the door: rows are added, never changed; the latest one counts.

    `client_ref` is made where it is noted, so that a note sent twice stays one. `said_at` is when
    it was noted there, `kept_at` when it came here: without network hours lie between them.
    """

    client_ref = models.UUIDField(unique=True)
    work_order = models.ForeignKey("workorders.WorkOrder", models.CASCADE, related_name="+")
    appointment = models.ForeignKey("appointments.Appointment", models.CASCADE, related_name="+")
    by_member = models.ForeignKey(
        "staff.Member", models.PROTECT, null=True, related_name="+", db_index=False
    )
    said_at = models.DateTimeField()
    kept_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} of appointment {self.appointment_id}"


class StepAnswer(Entry):
    """One step of the checklist of a job: done, or left out and why."""

    step = models.CharField(max_length=30)
    answer = models.CharField(max_length=4, choices=ANSWER_CHOICES)
    note = SaidText(blank=True, about="case:work_order__case_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="records_left_out_for_a_reason", condition=Q(answer="done") | ~Q(note="")
            )
        ]

    __str__ = Entry.__str__


class Photo(Entry):
    """A picture taken at the door; `shows` is a code of the job's norm (before, after, fault …).

    Of one step of the checklist where `step` names it.
    """

    ERASED_WITH = "case:work_order__case_id"

    shows = models.CharField(max_length=20)
    step = models.CharField(max_length=30, blank=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")

    __str__ = Entry.__str__


class Findings(Entry):
    """What was wrong, why, what was done about it, and how it was tried afterwards."""

    fault = SaidText(blank=True, about="case:work_order__case_id")
    cause = SaidText(blank=True, about="case:work_order__case_id")
    work = SaidText(blank=True, about="case:work_order__case_id")
    tested = SaidText(blank=True, about="case:work_order__case_id")

    __str__ = Entry.__str__


class Signature(Entry):
    """The customer's name and hand under what was done on one visit."""

    ERASED_WITH = "case:work_order__case_id"

    signer = EncryptedTextField()
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("appointment", name="records_signed_once")]

    __str__ = Entry.__str__
