from django.db import models
from django.utils.translation import gettext_lazy as _

WHAT_CHOICES = [
    ("day_before", _("Reminder on the day before")),
    ("hours_before", _("Reminder some hours before")),
    ("late", _("Told to be late")),
]


class Telling(models.Model):
    """What the customer was told of a visit that is coming: each thing once (R-FS-02, R-FS-06).

    `channel` "": no way that is switched on led there. `expected_at`: the later arrival that was
    told; a delay that grew is told again, as the next `turn`.
    """

    appointment = models.ForeignKey(
        "appointments.Appointment", models.CASCADE, related_name="+", db_index=False
    )
    what = models.CharField(max_length=12, choices=WHAT_CHOICES)
    turn = models.PositiveSmallIntegerField(default=1)
    said_at = models.DateTimeField()
    channel = models.CharField(max_length=10, blank=True)
    by_person = models.BooleanField(default=False)
    expected_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "what", "turn"], name="reminders_each_thing_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} of appointment {self.appointment_id}"
