from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import connection, models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.foundation.actor import Actor
from aftercare.foundation.privacy.fields import SaidWords

from .rules import State, What

STATE_CHOICES = [
    (State.DRAFT, pgettext_lazy("statement", "Draft")),
    (State.SENT, pgettext_lazy("statement", "Sent, to be agreed to")),
    (State.DISPUTED, pgettext_lazy("statement", "Disputed")),
    (State.AGREED, pgettext_lazy("statement", "Agreed, to be paid")),
    (State.SETTLED, pgettext_lazy("statement", "Settled")),
]
WHAT_CHOICES = [
    (What.LABOUR, pgettext_lazy("statement", "Labour")),
    (What.TRAVEL, pgettext_lazy("statement", "Way")),
    (What.PARTS, pgettext_lazy("statement", "Share of parts")),
    (What.ON_TIME, pgettext_lazy("statement", "Bonus: on time")),
    (What.FIRST_TIME, pgettext_lazy("statement", "Bonus: done at the first visit")),
    (What.SURVEY, pgettext_lazy("statement", "Bonus: the customer's praise")),
    (What.REWORK, pgettext_lazy("statement", "Deduction: rework")),
    (What.LATE, pgettext_lazy("statement", "Deduction: late")),
    (What.MISSED, pgettext_lazy("statement", "Deduction: nobody came")),
    (What.CORRECTION, pgettext_lazy("statement", "Correction of an earlier statement")),
]
PROVIDER_CHOICES = [("own", _("Own stations")), ("partner", _("Third-party stations"))]
WAY_CHOICES = [
    ("bank", _("Bank transfer")),
    ("offset", pgettext_lazy("statement", "Set off against what the station owes")),
]
VERDICT_CHOICES = [
    ("granted", pgettext_lazy("dispute", "The station is right")),
    ("upheld", pgettext_lazy("dispute", "The line stands")),
]
RUN_CHOICES = [("running", _("Being drawn up")), ("done", _("Done"))]


class Days(Func):
    """From one day to another, both counted."""

    function = "DATERANGE"
    output_field = DateRangeField()


class TermsVersion(models.Model):
    """By what stations are paid from a day on: a single station, or all of a kind (结算规则).

    `clauses` is what `rules.written` gives. A version is added, never changed.
    """

    station = models.ForeignKey(
        "organisation.OrgUnit", models.PROTECT, null=True, related_name="+", db_index=False
    )
    provider = models.CharField(max_length=8, choices=PROVIDER_CHOICES, blank=True)
    in_force_from = models.DateField()
    clauses = models.JSONField()
    by_name = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="settlements_terms_of_a_station_or_a_kind",
                condition=Q(station=None, provider__in=["own", "partner"])
                | Q(station__isnull=False, provider=""),
            ),
            models.UniqueConstraint(
                "station", "provider", "in_force_from", name="settlements_terms_one_a_day",
                nulls_distinct=False,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"terms from {self.in_force_from}"


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, actor: Actor) -> Self:
        """Stations see their own, once they were sent."""
        if actor.sees_everything:
            return self
        return self.filter(~Q(state=State.DRAFT), org_unit_id__in=actor.org_units)


class Statement(models.Model):
    """What a station earned in some days (结算单). Sent, its lines and sum are never changed."""

    number = models.CharField(max_length=20, unique=True)
    org_unit = models.ForeignKey(
        "organisation.OrgUnit", models.PROTECT, related_name="+", db_index=False
    )
    since = models.DateField()
    until = models.DateField()
    state = models.CharField(max_length=10, choices=STATE_CHOICES, default=State.DRAFT)
    total_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    drawn_at = models.DateTimeField()
    by_name = models.CharField(max_length=60)
    sent_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.CharField(max_length=60, blank=True)
    settled_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=8, choices=WAY_CHOICES, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    paid_on = models.DateField(null=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="settlements_no_day_twice",
                expressions=[
                    ("org_unit", RangeOperators.EQUAL),
                    (Days("since", "until", Value("[]")), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="settlements_days_in_order", condition=Q(until__gte=F("since"))
            ),
            models.CheckConstraint(
                name="settlements_agreed_by_somebody",
                condition=~Q(state__in=[State.AGREED, State.SETTLED])
                | (Q(agreed_at__isnull=False) & ~Q(agreed_by="")),
            ),
            models.CheckConstraint(
                name="settlements_settled_under_a_reference",
                condition=~Q(state=State.SETTLED)
                | (Q(settled_at__isnull=False, paid_on__isnull=False) & ~Q(reference="")),
            ),
        ]
        indexes = [models.Index(fields=["-since", "-id"], name="settlements_newest")]

    def __str__(self) -> str:
        return self.number


class Line(models.Model):
    """One sum of a statement: for which order and visit, by which clause, why so much.

    A visit or order is settled once for each thing it is paid for. A correction of a line of an
    earlier statement waits without one until the next is drawn up.
    """

    statement = models.ForeignKey(
        Statement, models.CASCADE, null=True, related_name="lines", db_index=True
    )
    what = models.CharField(max_length=12, choices=WHAT_CHOICES)
    order = models.ForeignKey("workorders.WorkOrder", models.PROTECT, related_name="+")
    visit = models.ForeignKey(
        "appointments.Appointment", models.PROTECT, null=True, related_name="+", db_index=False
    )
    on = models.DateField()
    terms = models.ForeignKey(
        TermsVersion, models.PROTECT, null=True, related_name="+", db_index=False
    )
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    detail = models.JSONField(default=dict)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    reason = SaidWords(max_length=200, blank=True, about="case:order__case_id")
    by_name = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "what", "visit", name="settlements_visit_once", condition=Q(visit__isnull=False)
            ),
            models.UniqueConstraint(
                "what", "order", name="settlements_order_once",
                condition=Q(visit=None) & ~Q(what=What.CORRECTION),
            ),
            models.CheckConstraint(
                name="settlements_correction_of_a_line",
                condition=Q(what=What.CORRECTION, corrects__isnull=False, visit=None)
                | (~Q(what=What.CORRECTION) & Q(corrects=None, terms__isnull=False)),
            ),
            models.CheckConstraint(
                name="settlements_only_corrections_wait",
                condition=Q(statement__isnull=False) | Q(what=What.CORRECTION),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.what} {self.amount} for order {self.order_id}"


class Dispute(models.Model):
    """The station does not agree to a line, and what was answered (异议)."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="disputes", db_index=False)
    reason = SaidWords(max_length=500, about="case:line__order__case_id")
    by_name = models.CharField(max_length=60)
    raised_at = models.DateTimeField()
    verdict = models.CharField(max_length=8, choices=VERDICT_CHOICES, blank=True)
    reply = SaidWords(max_length=500, blank=True, about="case:line__order__case_id")
    answered_by = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "line", name="settlements_one_open_dispute", condition=Q(answered_at=None)
            ),
            models.CheckConstraint(
                name="settlements_answered_with_a_verdict",
                condition=Q(answered_at=None, verdict="")
                | (Q(answered_at__isnull=False) & ~Q(verdict="")),
            ),
        ]
        indexes = [models.Index("line", name="settlements_disputes")]

    def __str__(self) -> str:
        return f"dispute of line {self.line_id}"


class Run(models.Model):
    """Statements of all stations for some days, drawn up in the background one by one.

    `stations` are those still to come, `failed` those that could not be: unit -> why.
    """

    since = models.DateField()
    until = models.DateField()
    state = models.CharField(max_length=8, choices=RUN_CHOICES, default="running")
    stations = models.JSONField()
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField()
    failed = models.JSONField(default=dict)
    by_name = models.CharField(max_length=60)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"statements from {self.since} to {self.until}"


def next_serial() -> int:
    """From a sequence; gaps are harmless."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('settlements_serial')")
        (serial,) = cursor.fetchone()
    return int(serial)
