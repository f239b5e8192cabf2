from django.contrib.postgres.fields import ArrayField
from django.db import models

from aftercare.foundation.privacy.fields import SaidText


class Lock(models.Model):
    """A told visit that stays with whoever was told, until somebody unlocks it (固定工程师).

    `people` are members, the leading one first.
    """

    appointment = models.OneToOneField(
        "appointments.Appointment", models.CASCADE, related_name="+", primary_key=True
    )
    people = ArrayField(models.BigIntegerField())
    reason = SaidText(blank=True, about="case:appointment__work_order__case_id")
    locked_at = models.DateTimeField()
    locked_by = models.BigIntegerField(null=True)  # user

    def __str__(self) -> str:
        return f"appointment {self.appointment_id} stays with {self.people}"
