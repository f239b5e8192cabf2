from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import classify_case
from aftercare.casework.cases.events import Classification
from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.foundation.actions import action, derived
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.events import publish
from aftercare.foundation.rows import new_row, put_rows_off
from aftercare.foundation.work import at_hand

from .events import TriageDecided, TriageProposed
from .models import Decision, Proposal, TrainedModel, TriageRule
from .queries import (
    ProposedBrief,
    TrainedBrief,
    confirmed_cases,
    models_in_use,
    trained_models,
)
from .rules import (
    FEWEST,
    CompanyRule,
    Field,
    RuleFault,
    Source,
    Trial,
    as_data,
    compare,
    faults_of,
    trials,
)

UNPROPOSED = {Source.GIVEN, Source.AGAIN}  # triage itself proposed nothing there


@action
def propose(*, actor: Actor, case_id: int, proposed: ProposedBrief, now: datetime) -> None:
    """Keeps what triage said of a case when it came in; a second proposal replaces the first."""
    said = {
        "values": {name.value: getattr(proposed, name) for name in Field},
        "confidence": proposed.confidence,
        "left_open": sorted(proposed.open),
        "reasons": [reason.as_data() for reason in proposed.reasons],
        "safety": proposed.safety,
        "model_version": proposed.model_version,
        "proposed_at": now,
    }
    at_hand()[Proposal, case_id] = proposal = new_row(Proposal, case_id=case_id, **said)
    put_rows_off(proposal, replacing="case_id")
    record(
        actor=actor,
        verb="triage.proposed",
        subject=f"case:{case_id}",
        at=now,
        model=proposed.model_version,
        safety=proposed.safety,
        left_open=sorted(proposed.open),
    )
    publish(
        TriageProposed(
            case_id=case_id,
            safety=proposed.safety,
            model_version=proposed.model_version,
            at=now,
        )
    )


@action
def confirm_triage(
    *,
    actor: Actor,
    case_id: int,
    version: int | None,
    classification: Classification,
    safety: bool,
    reason: str = "",
    now: datetime,
) -> CaseBrief:
    """The person's word on the proposal is final (semantics 3.4).

    Raises Invalid where a safety alarm is lifted without saying why.
    """
    case = case_brief(actor=actor, case_id=case_id)
    if case.safety and not safety and not reason.strip():
        sentence = _("Triage found a danger. Say why there is none.")
        raise Invalid(sentence, fields={"reason": sentence})
    changed = classify_case(
        actor=actor,
        case_id=case_id,
        version=version,
        classification=classification,
        safety=safety,
        reason=reason,
        now=now,
    )
    if case.safety and not safety:
        subject = f"case:{case_id}"
        words = {"reason": reason}
        record(actor=actor, verb="triage.alarm_lifted", subject=subject, at=now, words=words)
    return changed


@derived
def note_decision(
    *,
    actor: Actor,  # noqa: ARG001 - who decided stands in the entry of the classification itself
    case_id: int,
    classification: Classification,
    now: datetime,
) -> None:
    """Stores what was decided beside what was proposed; follows every classification."""
    proposal: Proposal | None = at_hand().get((Proposal, case_id))
    if proposal is None:
        proposal = Proposal.objects.filter(case_id=case_id).first()
    if proposal is None:
        return
    values = {name.value: getattr(classification, name) for name in Field}
    outcome = compare(
        proposal.values,
        values,
        left_open=proposal.left_open,
        given={r["field"] for r in proposal.reasons if r["source"] in UNPROPOSED},
    )
    told = {
        "values": values,
        "agreed": outcome.agreed,
        "changed": outcome.changed,
        "filled": outcome.filled,
        "changed_at": now,
    }
    Decision.objects.bulk_create(
        [Decision(proposal=proposal, decided_at=now, **told)],
        update_conflicts=True,
        unique_fields=["proposal"],
        update_fields=list(told),  # decided_at stays that of the first word
    )
    publish(
        TriageDecided(
            case_id=case_id,
            agreed=tuple(outcome.agreed),
            changed=tuple(outcome.changed),
            filled=tuple(outcome.filled),
            at=now,
        )
    )


@action
def write_rule(
    *,
    actor: Actor,
    rule_id: int | None,
    order: int,
    rule: CompanyRule,
    is_active: bool = True,
    now: datetime,
) -> int:
    """Makes or changes a rule of the company; its order among the active ones is its own.

    Raises Invalid with what is wrong by field.
    """
    _check(rule)
    codes = {
        "order": order,
        "is_active": is_active,
        "channels": sorted(rule.channels),
        "product_lines": sorted(rule.product_lines),
        "customer_classes": sorted(rule.customer_classes),
        "sets": rule.sets,
    }
    name, words = rule.name.strip(), list(rule.words)
    try:
        with transaction.atomic():
            written = _write(rule_id, {**codes, "name": name, "words": words})
    except IntegrityError as error:
        sentence = _("Another active rule has this place in the order.")
        raise Invalid(sentence, fields={"order": sentence}) from error
    record(
        actor=actor,
        verb="triage.rule_written",
        subject="triage:rules",
        at=now,
        words={"name": name, "words": " ".join(words)},
        rule=written,
        **codes,
    )
    return written


@action
def train_triage(
    *, actor: Actor, now: datetime, tell: Callable[[int, int], object] = lambda _done, _of: None
) -> list[TrainedBrief]:
    """Learns from what people confirmed, one model a field; what is not better is not taken.

    The newest fifth of the cases is held out and measures. Raises Refusal while there are too few.
    """
    confirmed = confirmed_cases(actor=actor)
    if len(confirmed) < FEWEST:
        sentence = _("Learning needs %(fewest)d confirmed cases; there are %(found)d so far.")
        raise Refusal(sentence % {"fewest": FEWEST, "found": len(confirmed)})
    in_use = models_in_use(actor=actor)
    rows = [_trained(trial, in_use.version, now) for trial in trials(confirmed, in_use, tell)]
    TrainedModel.objects.bulk_create(rows)
    for row in rows:
        record(
            actor=actor,
            verb="triage.trained",
            subject="triage:models",
            at=now,
            model=row.id,
            field=row.field,
            state=row.state,
            cases=row.held_out,
            right=row.right,
            right_before=row.right_before,
        )
    return trained_models(actor=SYSTEM, limit=len(rows))


def _trained(trial: Trial, before: str, now: datetime) -> TrainedModel:
    return TrainedModel(
        field=trial.field,
        trained_at=now,
        state="taken" if trial.better else "rejected",
        before=before,
        learnt_from=trial.learnt_from,
        held_out=trial.held_out,
        right=trial.right,
        right_before=trial.right_before,
        gained=trial.gained,
        lost=trial.lost,
        data=as_data(trial.model) if trial.better else None,
    )


def _write(rule_id: int | None, values: dict[str, object]) -> int:
    if rule_id is None:
        return TriageRule.objects.create(**values).id
    if not TriageRule.objects.filter(id=rule_id).update(**values):
        raise NotFound(_("There is no such rule."))
    return rule_id


def _check(rule: CompanyRule) -> None:
    sentences = {
        RuleFault.NO_NAME: ("name", _("Give the rule a name.")),
        RuleFault.NO_CONDITION: ("words", _("Say when the rule holds.")),
        RuleFault.NOTHING_SET: ("sets", _("Say what the rule settles.")),
        RuleFault.UNKNOWN_FIELD: ("sets", _("The rule settles a field that does not exist.")),
        RuleFault.UNKNOWN_VALUE: ("sets", _("The rule gives a value that does not exist.")),
        RuleFault.TOO_LONG: ("words", _("A word may have 40 characters at most.")),
    }
    wrong = dict(sentences[fault] for fault in faults_of(rule))
    if wrong:
        raise Invalid(_("The rule cannot be kept like this."), fields=wrong)
