from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.privacy.fields import SaidWords

CONDITION_CHOICES = [
    ("working", _("In working order")),
    ("faulty", _("Has a fault")),
    ("dead", _("Does not work")),
    ("incomplete", _("Something is missing")),
]
WAY_CHOICES = [
    ("fetched", _("Fetched from the customer")),
    ("with_delivery", _("Taken along when the new goods came")),
    ("brought", _("Brought to us")),
]
PAID_CHOICES = [
    ("credit", _("Set off against new goods")),
    ("transfer", _("Transfer")),
    ("cash", _("Cash")),
    ("nothing", _("Nothing to pay")),
]
TREATMENT_CHOICES = [
    ("dismantled", _("Dismantled by a licensed company")),
    ("refurbished", _("Refurbished and used again")),
    ("material", _("Recycled as material")),
    ("donated", _("Given to charity")),
]


class Appraisal(models.Model):
    """What old goods are worth to us, and what the customer said to it."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    goods = models.CharField(max_length=120)
    condition = models.CharField(max_length=12, choices=CONDITION_CHOICES)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    note = SaidWords(max_length=500, blank=True, about="case:case_id")
    by_member = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True)
    how = models.CharField(max_length=15, blank=True)
    reference = SaidWords(max_length=120, blank=True, about="case:case_id")
    comment = SaidWords(max_length=1000, blank=True, about="case:case_id")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", name="recycling_one_live", condition=Q(answer__in=["", "agreed"])
            ),
            models.CheckConstraint(name="recycling_amount_given", condition=Q(amount__gte=0)),
        ]

    def __str__(self) -> str:
        return f"appraisal {self.id} of case {self.case_id}"


class Pickup(models.Model):
    """The old goods are with us, and what was offered is paid."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="+")
    collected_at = models.DateTimeField()
    way = models.CharField(max_length=15, choices=WAY_CHOICES)
    paid_by = models.CharField(max_length=10, choices=PAID_CHOICES)
    paid_reference = models.CharField(max_length=120, blank=True)
    by_member = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"old goods of case {self.case_id}"


class Certificate(models.Model):
    """That the old goods are recycled, by whom and how, under a number of its own."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="+")
    number = models.CharField(max_length=20, unique=True)
    recycler = models.CharField(max_length=120)
    treatment = models.CharField(max_length=12, choices=TREATMENT_CHOICES)
    issued_at = models.DateTimeField()
    by_member = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.number


def next_serial() -> int:
    """From a sequence, so that two certificates never wait for each other; gaps are harmless."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('recycling_certificate_serial')")
        (serial,) = cursor.fetchone()
    return int(serial)
