"""What triage proposed, what the person decided; the company's own rules and models."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.actor import Actor
from aftercare.foundation.privacy.fields import SaidJson

from .rules import CompanyRule, normal


class Proposal(models.Model):
    """The first judgement of a case, kept as it was made (R-IN-06)."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="+")
    values = models.JSONField()
    confidence = models.JSONField()
    left_open = ArrayField(models.CharField(max_length=20), default=list)
    reasons = SaidJson(about="case:case_id")
    safety = models.BooleanField()
    model_version = models.CharField(max_length=40)
    proposed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"proposal for case {self.case_id}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.sees_everything:
            return self
        return self.filter(proposal__case__org_unit_id__in=actor.org_units)


class Decision(models.Model):
    """A person's word beside the proposal; its three lists name every proposed field once.

    `decided_at` is the first word, `changed_at` the latest; the values are the latest.
    """

    proposal = models.OneToOneField(
        Proposal, models.CASCADE, primary_key=True, related_name="decision"
    )
    values = models.JSONField()
    agreed = ArrayField(models.CharField(max_length=20))
    changed = ArrayField(models.CharField(max_length=20))
    filled = ArrayField(models.CharField(max_length=20))
    decided_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("decided_at", name="triage_decided")]

    def __str__(self) -> str:
        return f"decision on case {self.proposal_id}"


class TriageRule(models.Model):
    """A rule of the company: where its conditions hold it settles fields; lower order first."""

    name = models.CharField(max_length=80)
    order = models.IntegerField()
    is_active = models.BooleanField(default=True)
    channels = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    product_lines = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    customer_classes = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    words = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    sets = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "order", name="triage_rule_order_is_explicit", condition=models.Q(is_active=True)
            )
        ]

    def __str__(self) -> str:
        return self.name

    def facts(self) -> CompanyRule:
        return CompanyRule(
            name=self.name,
            channels=frozenset(self.channels),
            product_lines=frozenset(self.product_lines),
            customer_classes=frozenset(self.customer_classes),
            words=tuple(normal(word) for word in self.words),
            sets=self.sets,
        )


MODEL_STATES = [("taken", _("Taken")), ("rejected", _("Not better"))]


class TrainedModel(models.Model):
    """What one training made of a field, beside the model that was in use then (semantics 3.4).

    The latest one taken speaks. `data` are its weights; nothing is kept of one that was rejected.
    """

    field = models.CharField(max_length=20)
    trained_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=MODEL_STATES)
    before = models.CharField(max_length=40)
    learnt_from = models.IntegerField()
    held_out = models.IntegerField()
    right = models.IntegerField()
    right_before = models.IntegerField()
    gained = models.IntegerField()
    lost = models.IntegerField()
    data = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="taken", data__isnull=False)
                | models.Q(state="rejected", data__isnull=True),
                name="triage_only_a_taken_model_is_kept",
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} of {self.trained_at:%Y-%m-%d}: {self.state}"
