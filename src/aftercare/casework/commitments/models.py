from collections.abc import Sequence
from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, gettext_noop

from aftercare.foundation.actor import Actor, ActorKind
from aftercare.foundation.measure import Unit
from aftercare.foundation.worktime import Span

from .rules import ClockFacts, PauseFacts

OPEN = Q(met_at=None, cancelled_at=None)

# What each promise is called; the English is also the key under which notices say it.
COMMITMENTS = {
    "first_reply": gettext_noop("First reply"),
    "contact": gettext_noop("Contact by the responsible department"),
    "analysis": gettext_noop("Preliminary analysis"),
    "appointment": gettext_noop("Appointment"),
    "arrival": gettext_noop("On-site help"),
    "referral": gettext_noop("Passed on to a specialist"),
    "solution": gettext_noop("Solution"),
    "completion": gettext_noop("Completion"),
    "answer": gettext_noop("Answer"),
    "follow_up": gettext_noop("Follow-up"),
    "feedback": gettext_noop("Feedback handled"),
    "statutory_remedy": gettext_noop("By law: repair, exchange or return"),
    "refund": gettext_noop("By law: refund"),
    "mediation_reply": gettext_noop("By law: answer of the authority"),
    "mediation": gettext_noop("By law: mediation"),
    "recall_report": gettext_noop("By law: report of a defect"),
}
COMMITMENT_CHOICES = [(code, gettext_lazy(name)) for code, name in COMMITMENTS.items()]


class ClockQuerySet(models.QuerySet["Clock"]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.sees_everything:
            return self
        if actor.kind is ActorKind.CUSTOMER:
            return self.filter(case_id__in=actor.case_ids)
        return self.filter(case__org_unit_id__in=actor.org_units)

    def open(self) -> Self:
        return self.filter(OPEN)

    def ringing(self, now: datetime) -> Self:
        return self.filter(rings_at__lte=now)

    def late(self, now: datetime) -> Self:
        """Past their due and not kept, whether or not any job has run."""
        return self.open().filter(late_from__lt=now)


class Clock(models.Model):
    """One promise running on one case. What a reader sees is computed from these facts.

    `rule` is the promise's place in the pack version; empty for a moment promised by hand.
    `due_at` is empty while a pause is open and after the end; `late_from` is the due as it will be
    if every open pause runs its longest, so that lateness in lists waits for no job, and
    `endangered_from` in the same way the moment at which the pack calls it in danger; `was_due_at`
    is the due that a kept promise had. `classification` is the one under which it ran.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+", db_index=False)
    pack_version = models.ForeignKey(
        "packs.PackVersion", models.PROTECT, related_name="+", db_index=False
    )
    rule = models.PositiveSmallIntegerField(null=True)
    code = models.CharField(max_length=20)
    starts_on = models.CharField(max_length=20)
    met_on = models.CharField(max_length=20)
    unit = models.CharField(max_length=12)
    amount = models.PositiveIntegerField()
    close_of_business = models.BooleanField(default=False)
    calendar = models.CharField(max_length=40)
    station = models.BigIntegerField(null=True)  # whose hours count: the unit at the start
    classification = models.JSONField()

    started_at = models.DateTimeField()
    attached_at = models.DateTimeField()
    moment = models.DateTimeField(null=True)  # a promised moment in place of the measure
    met_at = models.DateTimeField(null=True)
    met_by = models.CharField(max_length=60, blank=True)  # "contact:12"
    cancelled_at = models.DateTimeField(null=True)
    cancelled_why = models.CharField(max_length=20, blank=True)
    revoked = models.JSONField(default=list)  # [[met, reopened, what had met it], …]

    due_at = models.DateTimeField(null=True)
    late_from = models.DateTimeField(null=True)
    endangered_from = models.DateTimeField(null=True)
    was_due_at = models.DateTimeField(null=True)
    rings_at = models.DateTimeField(null=True)
    provisional = models.BooleanField(default=False)
    fired = ArrayField(models.CharField(max_length=20), default=list)

    objects = ClockQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index("case", name="commitments_clock_case"),
            models.Index(
                "rings_at", name="commitments_clock_ringing", condition=Q(rings_at__isnull=False)
            ),
            models.Index("late_from", name="commitments_clock_late", condition=OPEN),
        ]
        constraints = [
            models.UniqueConstraint(
                "case", "code", "starts_on", name="commitments_clock_one_open", condition=OPEN
            ),
            models.CheckConstraint(
                name="commitments_clock_ended_rings_no_more",
                condition=OPEN | Q(rings_at=None, due_at=None, late_from=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} of case {self.case_id}"

    @property
    def is_open(self) -> bool:
        return self.met_at is None and self.cancelled_at is None

    @property
    def counted_in(self) -> Unit:
        """A moment agreed upon has no measure; its progress is read in hours."""
        return Unit.HOUR if self.unit == "moment" else Unit(self.unit)

    def facts(self, pauses: Sequence[PauseFacts]) -> ClockFacts:
        return ClockFacts(
            unit=self.counted_in,
            amount=self.amount or 1,
            started_at=self.started_at,
            pauses=pauses,
            revoked=[_span_of(entry) for entry in self.revoked],
            met_at=self.met_at,
            cancelled_at=self.cancelled_at,
            attached_at=self.attached_at,
            moment=self.moment,
            close_of_business=self.close_of_business,
        )


def _span_of(entry: Sequence[str]) -> Span:
    return Span(datetime.fromisoformat(entry[0]), datetime.fromisoformat(entry[1]))
