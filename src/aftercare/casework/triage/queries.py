"""What triage thinks of a text, what it thought of a case, and how often people agreed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief
from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.memory.queries import remembered

from .adapters import opinions_of
from .models import Decision, Proposal, TrainedModel, TriageRule
from .rules import (
    HAPPENED,
    LEARNABLE,
    MOST,
    SETTABLE,
    CompanyRule,
    Confirmed,
    Field,
    Models,
    Opinion,
    Reason,
    Source,
    Weight,
    model_from,
    propose_classification,
    starter,
    with_model,
)
from .rules import Proposed as ProposedBrief
from .rules.whole import reads_alone

__all__ = [
    "HAPPENED",
    "SEE_AGREEMENT",
    "SEE_RULES",
    "SETTABLE",
    "Field",
    "Opinion",
    "ProposedBrief",
    "Reason",
    "Source",
    "Weight",
]

SEE_AGREEMENT = view("triage.see_agreement")
SEE_RULES = view("triage.see_rules")


def propose_for(
    *,
    actor: Actor,
    text: str,
    channel: str,
    product_line: str,
    customer_class: str = "",
) -> ProposedBrief:
    """A proposal for a text that belongs to no case yet; `product_line` may be ""."""
    return propose_classification(
        text=text,
        channel=channel,
        product_line=product_line,
        customer_class=customer_class,
        rules=company_rules(actor=actor),
        models=models_in_use(actor=actor),
        opinions=opinions_of(settings.AFTERCARE_CLASSIFIER, text),
    )


def company_rules(*, actor: Actor) -> list[CompanyRule]:
    del actor
    return list(_company_rules())


@remembered("triage_triagerule", changed_by=["triage.write_rule"])
def _company_rules() -> tuple[CompanyRule, ...]:
    rules = TriageRule.objects.filter(is_active=True).order_by("order")
    return tuple(rule.facts() for rule in rules)


def models_in_use(*, actor: Actor) -> Models:
    """The models that were taken last, the starter where none was."""
    del actor
    return _models_in_use()


@remembered("triage_trainedmodel", most=2, changed_by=["triage.train_triage"])
def _models_in_use() -> Models:
    models = starter()
    taken = TrainedModel.objects.filter(state="taken").order_by("field", "-id").distinct("field")
    for number, field, data in taken.values_list("id", "field", "data"):
        version = f"{models.version}+{field[0]}{number}"
        models = with_model(models, field, model_from(cast(dict[str, Any], data)), version)
    return models


def confirmed_cases(*, actor: Actor) -> list[Confirmed]:
    """The newest cases on which a person has spoken, oldest first. Their texts stay in here."""
    actor.must(SEE_CASES)
    newest = (
        Decision.objects.visible_to(actor)
        .filter(proposal__case__customer__erased_at=None)
        .order_by("-decided_at", "-pk")
        .values_list(
            "proposal__case__subject",
            "proposal__case__product_text",
            "proposal__case__description",
            "proposal__case__customer",
            "values__kind",
            "values__category",
        )[:MOST]
    )
    return [
        Confirmed(text=" ".join(texts), writer=writer, kind=kind, category=category)
        for *texts, writer, kind, category in reversed(newest)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedBrief:
    """A training of one field: `right` and `right_before` among the `held_out` cases.

    `gained` only the new model judged right, `lost` only the one in use (`before`).
    """

    id: int
    field: str
    trained_at: datetime
    state: str
    before: str
    learnt_from: int
    held_out: int
    right: int
    right_before: int
    gained: int
    lost: int

    @property
    def taken(self) -> bool:
        return self.state == "taken"


def trained_models(*, actor: Actor, limit: int = 20) -> list[TrainedBrief]:
    """The latest trainings, latest first."""
    actor.must(SEE_AGREEMENT)
    rows = TrainedModel.objects.order_by("-id").values(*TrainedBrief.__slots__)[:limit]
    return [TrainedBrief(**row) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidingWords:
    """The words that speak most for a class in the model in use; many customers wrote each."""

    field: str
    value: str
    words: tuple[str, ...]


def deciding_words(*, actor: Actor) -> list[DecidingWords]:
    """Of the fields that the company has taught, as far as its models say."""
    actor.must(SEE_AGREEMENT)
    models = models_in_use(actor=actor)
    return [
        DecidingWords(field=field, value=value, words=tuple(filter(reads_alone, words)))
        for field in LEARNABLE
        if field in models.learned
        for value, words in getattr(models, field).words.items()
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionBrief:
    """`agreed`, `changed` and `filled` name fields; `values` are what the person said."""

    values: dict[str, str | bool]
    agreed: tuple[str, ...]
    changed: tuple[str, ...]
    filled: tuple[str, ...]
    decided_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalBrief:
    case_id: int
    proposed: ProposedBrief
    proposed_at: datetime
    decision: DecisionBrief | None


def proposal_of(*, actor: Actor, case: CaseBrief) -> ProposalBrief | None:
    """What triage proposed for a case and what became of it; None where nothing was proposed."""
    actor.must(SEE_CASES)
    found = Proposal.objects.select_related("decision").filter(case_id=case.id).first()
    return None if found is None else brief_of(found)


def brief_of(proposal: Proposal) -> ProposalBrief:
    decision = getattr(proposal, "decision", None)
    return ProposalBrief(
        case_id=proposal.case_id,
        proposed=ProposedBrief(
            **proposal.values,
            safety=proposal.safety,
            confidence=proposal.confidence,
            open=frozenset(proposal.left_open),
            reasons=tuple(Reason(**reason) for reason in proposal.reasons),
            model_version=proposal.model_version,
        ),
        proposed_at=proposal.proposed_at,
        decision=None if decision is None else _decision_brief(decision),
    )


def _decision_brief(decision: Decision) -> DecisionBrief:
    return DecisionBrief(
        values=decision.values,
        agreed=tuple(decision.agreed),
        changed=tuple(decision.changed),
        filled=tuple(decision.filled),
        decided_at=decision.decided_at,
        changed_at=decision.changed_at,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    """One field in one month: what people kept, what they changed, what triage had left open."""

    month: date
    field: str
    agreed: int
    changed: int
    filled: int

    @property
    def rate(self) -> float | None:
        """Agreed among what was proposed; None where nothing was."""
        proposed = self.agreed + self.changed
        return self.agreed / proposed if proposed else None


def agreement_by_month(*, actor: Actor, since: datetime, until: datetime) -> list[AgreementRow]:
    """Latest month first, the fields in the order people read them (R-IN-06, semantics 3.4)."""
    actor.must(SEE_AGREEMENT)
    counts = {
        f"{outcome}_{field}": Count("pk", filter=Q(**{f"{outcome}__contains": [field.value]}))
        for outcome in ("agreed", "changed", "filled")
        for field in Field
    }
    months = (
        Decision.objects.visible_to(actor)
        .filter(decided_at__gte=since, decided_at__lt=until)
        .values(month=TruncMonth("decided_at"))
        .annotate(**counts)
        .order_by("-month")
    )
    return [row for month in months for row in _rows_of(month)]


def _rows_of(month: Mapping[str, Any]) -> Iterable[AgreementRow]:
    for field in Field:
        yield AgreementRow(
            month=month["month"].date(),
            field=field.value,
            agreed=month[f"agreed_{field}"],
            changed=month[f"changed_{field}"],
            filled=month[f"filled_{field}"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    id: int
    name: str
    order: int
    is_active: bool
    channels: list[str]
    product_lines: list[str]
    customer_classes: list[str]
    words: list[str]
    sets: dict[str, str]


def rules_in_order(*, actor: Actor) -> list[RuleRow]:
    """The company's rules, those switched off last."""
    actor.must(SEE_RULES)
    rows = TriageRule.objects.order_by("-is_active", "order", "id")
    return [RuleRow(**row) for row in rows.values(*RuleRow.__slots__)]
