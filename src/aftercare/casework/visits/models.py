from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.privacy.fields import SaidText, SaidWords

OUTCOME_CHOICES = [
    ("done", _("Done")),
    ("again", _("Another visit is needed")),
    ("nobody_home", _("Nobody was at home")),
    ("declined", _("The customer declined the price")),
    ("called_off", _("Called off")),
    ("moved", _("Moved to another time")),
]


class Visit(models.Model):
    """One appointment at the customer's place (上门), written down by hand or told by a booking.

    Open until somebody says how it ended; one that was moved ends and makes room for the next.
    `reference` is the id of the booking where there is one; a case may wait for several of those.
    `ended_by_order`: a work order was done without a booking that stood.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    who = models.CharField(max_length=60)
    agreed_at = models.DateTimeField()
    by_member = models.BigIntegerField(null=True)
    reference = models.BigIntegerField(null=True, unique=True)
    ended_by_order = models.BooleanField(default=False)  # no booking, and yet an order is done
    arrived_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True, choices=OUTCOME_CHOICES)
    note = SaidText(blank=True, about="case:case_id")
    fee_amount = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    fee_agreed = SaidWords(
        max_length=120, blank=True, about="case:case_id", tells=True
    )  # how one can tell

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", name="visits_one_open", condition=Q(ended_at=None, reference=None)
            ),
            models.CheckConstraint(
                name="visits_window_in_order", condition=Q(until_at__gt=F("from_at"))
            ),
            models.CheckConstraint(
                name="visits_end_with_an_outcome",
                condition=Q(ended_at=None, outcome="")
                | (Q(ended_at__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="visits_fee_is_agreed", condition=Q(fee_amount=0) | ~Q(fee_agreed="")
            ),
        ]

    def __str__(self) -> str:
        return f"visit {self.from_at:%Y-%m-%d %H:%M} of case {self.case_id}"
