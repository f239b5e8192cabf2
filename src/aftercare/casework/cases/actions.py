"""The only writes to a case. Each locks it, asks the rule, writes, records and publishes."""

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.customers.parties.actions import serve_from
from aftercare.customers.units.queries import unit_briefs
from aftercare.foundation.actions import action, derived
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.events import publish
from aftercare.foundation.rows import new_row, put_rows_off, write_rows_now
from aftercare.foundation.work import at_hand, put_off
from aftercare.policy.packs.queries import version_on_line

from . import rules
from .events import (
    CaseAdvanced,
    CaseAssigned,
    CaseClassified,
    CaseClosed,
    CaseMerged,
    CaseOpened,
    CaseReopened,
    CaseResolved,
    Classification,
)
from .models import Case, Hold, count_again, note_coming, one_more_open, words_of_cases
from .queries import SEE_CASES, CaseBrief, CaseDraft, brief_of, closing_facts, holds_of, reopenable
from .rules import NotReadyToClose, Outdated, StageRefused


@action
def open_case(*, actor: Actor, draft: CaseDraft, now: datetime) -> CaseBrief:
    """The row is written once, with the first due time that the promises of its opening give it."""
    case_id, serial = note_coming(draft.intake_key)
    fields = {name: getattr(draft, name) for name in CaseDraft.__slots__}
    kind: Classification = fields.pop("classification")
    come: dict[str, bool] = {name: fields.pop(name) for name in ("of_many", "unasked")}
    case = at_hand()[Case, case_id] = new_row(
        Case,
        id=case_id,
        number=rules.case_number(day=timezone.localdate(now), serial=serial),
        registered_at=now,
        stage=rules.Stage.REGISTERED,
        stage_since=now,
        **(fields | kind.codes()),
    )
    put_off(words_of_cases, (case_id, f"{case.subject} {case.description} {case.product_text}"))
    serve_from(actor=actor, customer_id=case.customer_id, org_unit_id=case.org_unit_id, now=now)
    _recorded(actor, case, "case.registered", now, **(kind.codes() | {"subcategory": ""}))
    publish(CaseOpened(case_id=case.id, number=case.number, classification=kind,
                       safety=draft.safety, pack_version_id=draft.pack_version_id,
                       owner_id=draft.owner_id, org_unit_id=draft.org_unit_id,
                       received_at=draft.received_at, at=now, **come))  # fmt: skip
    put_rows_off(case)
    one_more_open(case)
    return brief_of(case)


@action
def classify_case(
    *,
    actor: Actor,
    case_id: int,
    version: int | None,
    classification: Classification,
    safety: bool,
    reason: str = "",
    now: datetime,
) -> CaseBrief:
    """Confirms or changes what the case is about. A safety case stays grave whoever says so."""
    case = _locked(actor, case_id, version)
    _must_be_open(case)
    if safety and (classification.level, classification.severity) != ("one", "A"):
        raise Invalid.of("severity", _("A safety matter is level one, severity A."))
    before = case.classification()
    for name, value in classification.codes().items():
        setattr(case, name, value)
    case.safety, case.urgent = safety, classification.urgent or safety
    if before.product_line != case.product_line:
        case.pack_version_id = version_on_line(
            actor=SYSTEM, kept_id=case.pack_version_id, line_code=case.product_line,
            at=case.received_at,
        )  # fmt: skip
    if case.stage == rules.Stage.REGISTERED:
        case.stage, case.stage_since = rules.Stage.ACCEPTED, now
    _saved(case, *classification.codes(), "safety", "stage", "stage_since", "pack_version_id")

    new = (after := case.classification()).codes()
    changed = {name: [old, new[name]] for name, old in before.codes().items() if old != new[name]}
    words = {"reason": reason, "subcategory": " → ".join(changed.pop("subcategory", ()))}
    _recorded(actor, case, "case.classified", now, words, changed=changed, safety=safety,
              pack_version=case.pack_version_id)  # fmt: skip
    publish(CaseClassified(case_id=case.id, number=case.number, before=before,
                           classification=after, safety=safety, at=now))  # fmt: skip
    return brief_of(case)


@action
def edit_case(
    *, actor: Actor, case_id: int, version: int | None, subject: str, description: str,
    product_text: str, order_no: str, unit_id: int | None, now: datetime,
) -> CaseBrief:  # fmt: skip
    case = _locked(actor, case_id, version)
    _must_be_open(case)
    _check_unit(case, unit_id)
    new = {"subject": subject, "description": description, "product_text": product_text,
           "order_no": order_no, "unit_id": unit_id}  # fmt: skip
    changed = sorted(name for name, value in new.items() if getattr(case, name) != value)
    for name, value in new.items():
        setattr(case, name, value)
    _saved(case, *new)
    put_off(words_of_cases, (case_id, f"{subject} {description} {product_text}"))
    _recorded(actor, case, "case.edited", now, fields=changed)
    return brief_of(case)


@action
def hand_case(
    *, actor: Actor, case_id: int, version: int | None, owner_id: int, org_unit_id: int,
    reason: str = "", now: datetime,
) -> CaseBrief:  # fmt: skip
    """Gives the case to another owner; who that may be is decided by assignment."""
    case = _locked(actor, case_id, version)
    _must_be_open(case)
    former, left = case.owner_id, case.org_unit_id
    case.owner_id, case.org_unit_id = owner_id, org_unit_id
    _saved(case, "owner_id", "org_unit_id")
    others = Case.objects.filter(customer_id=case.customer_id, org_unit_id=left)
    serve_from(actor=actor, customer_id=case.customer_id, org_unit_id=org_unit_id,
               no_more_from=None if others.exists() else left, now=now)  # fmt: skip
    _recorded(actor, case, "case.assigned", now, {"reason": reason}, owner=owner_id,
              former_owner=former)  # fmt: skip
    publish(CaseAssigned(case_id=case.id, number=case.number, owner_id=owner_id,
                         former_owner_id=former, org_unit_id=org_unit_id, at=now))  # fmt: skip
    return brief_of(case)


@action
def advance_case(
    *, actor: Actor, case_id: int, version: int | None, stage: rules.Stage, reason: str = "",
    escalate: bool = False, now: datetime,
) -> CaseBrief:  # fmt: skip
    """Takes the case to a stage that may follow the present one. Raises StageRefused."""
    case = _locked(actor, case_id, version)
    before = case.stage
    _must_lead_to(case, stage)
    case.stage, case.stage_since = stage, now
    if escalate:
        case.escalation += 1
    _saved(case, "stage", "stage_since", "escalation")
    _recorded(actor, case, "case.advanced", now, {"reason": reason}, before=before, stage=stage)
    publish(CaseAdvanced(case_id=case.id, before=before, stage=stage, at=now))
    return brief_of(case)


@action
def resolve_case(
    *, actor: Actor, case_id: int, version: int | None, result: str, root_cause: str,
    cost_amount: Decimal | None, now: datetime,
) -> CaseBrief:  # fmt: skip
    """The matter is settled from our side; the follow-up and the closing come after."""
    case = _locked(actor, case_id, version)
    _must_lead_to(case, rules.Stage.RESOLVED)
    if not result.strip():
        raise Invalid.of("result", _("Say what was done."))
    case.stage, case.stage_since, case.resolved_at = rules.Stage.RESOLVED, now, now
    case.result, case.cost_amount = result, cost_amount
    case.root_cause = root_cause or case.root_cause
    _saved(case, "stage", "stage_since", "resolved_at", "result", "root_cause", "cost_amount")
    _recorded(actor, case, "case.resolved", now, root_cause=case.root_cause)
    publish(CaseResolved(case_id=case.id, number=case.number, owner_id=case.owner_id,
                         org_unit_id=case.org_unit_id, pack_version_id=case.pack_version_id,
                         at=now))  # fmt: skip
    return brief_of(case)


@action
def note_satisfaction(*, actor: Actor, case_id: int, stars: int, now: datetime) -> None:
    case = _locked(actor, case_id, None)
    case.satisfaction = stars
    _saved(case, "satisfaction")
    _recorded(actor, case, "case.rated", now, stars=stars)


@action
def close_case(*, actor: Actor, case_id: int, version: int | None, now: datetime) -> CaseBrief:
    """Ends the case (R-CASE-09). Raises NotReadyToClose with what is missing."""
    case = _locked(actor, case_id, version)
    held = holds_of(actor=SYSTEM, case=brief_of(case))
    missing = rules.missing_for_closing(closing_facts(actor, brief_of(case), held))
    if missing:
        raise NotReadyToClose(
            _("The case cannot be closed yet: something is still missing."), missing=missing
        )
    case.stage, case.stage_since, case.closed_at = rules.Stage.CLOSED, now, now
    _saved(case, "stage", "stage_since", "closed_at")
    _recorded(actor, case, "case.closed", now)
    publish(CaseClosed(case_id=case.id, number=case.number, at=now))
    return brief_of(case)


@action
def reopen_case(
    *,
    actor: Actor,
    case_id: int,
    version: int | None,
    reason: str,
    escalate: bool = False,
    now: datetime,
) -> CaseBrief:
    """Back to handling; a dissatisfied customer's case rises one level (R-CASE-10)."""
    case = _locked(actor, case_id, version)
    if case.stage not in {rules.Stage.RESOLVED, rules.Stage.CLOSED}:
        raise StageRefused(_("Only a resolved or closed case can be reopened."))
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))
    since, until = reopenable(actor=SYSTEM, case=brief_of(case))
    if now > until:
        raise StageRefused(
            _("Resolved more than %(days)s days ago: register a new case and link it.")
            % {"days": (until - since).days}
        )
    before = {name: getattr(case, name) for name in ("stage", "level", "severity")}
    if escalate:
        case.escalation += 1
        case.level, case.severity = rules.graver(case.level, case.severity)
    case.stage, case.stage_since = rules.Stage.ACCEPTED, now
    case.resolved_at = case.closed_at = None
    case.reopened += 1
    _saved(
        case, "stage", "stage_since", "resolved_at", "closed_at", "reopened", "escalation",
        "level", "severity",
    )  # fmt: skip
    changed = {n: [old, new] for n, old in before.items() if (new := getattr(case, n)) != old}
    _recorded(actor, case, "case.reopened", now, {"reason": reason}, escalated=escalate,
              changed=changed, since=since.isoformat())  # fmt: skip
    publish(CaseReopened(case_id=case.id, number=case.number, escalated=escalate, since=since,
                         by_owner=actor.staff_id == case.owner_id, at=now))  # fmt: skip
    return brief_of(case)


@action
def end_as_double(
    *, actor: Actor, case_id: int, version: int | None, kept_id: int, now: datetime
) -> CaseBrief:
    """Merges a case into the one that is kept; both numbers go on working (semantics 2)."""
    case = _locked(actor, case_id, version)
    kept = _locked(actor, kept_id, None)
    _must_be_open(case)
    if kept.merged_into_id is not None or kept.id == case.id:
        raise StageRefused(_("The case to keep has been merged away itself."))
    case.stage, case.stage_since, case.closed_at = rules.Stage.MERGED, now, now
    case.merged_into_id = kept.id
    _saved(case, "stage", "stage_since", "closed_at", "merged_into_id")
    write_rows_now(Hold, unless_there=True)
    Hold.objects.filter(case=case, lifted_at=None).update(lifted_at=now)
    _recorded(actor, case, "case.merged", now, kept=kept.id)
    publish(CaseMerged(case_id=case.id, kept_id=kept.id, at=now))
    return brief_of(case)


@action
def place_hold(*, actor: Actor, case_id: int, kind: str, reference: int, now: datetime) -> None:
    """A module above says that the case must not close before it is done."""
    case = _locked(actor, case_id, None)
    put_rows_off(Hold(case=case, kind=kind, reference=reference, placed_at=now), unless_there=True)
    _recorded(actor, case, "case.held", now, kind=kind)


@action
def lift_hold(*, actor: Actor, case_id: int, kind: str, reference: int, now: datetime) -> None:
    case = _locked(actor, case_id, None)
    write_rows_now(Hold, unless_there=True)
    held = Hold.objects.filter(case=case, kind=kind, reference=reference, lifted_at=None)
    held.update(lifted_at=now)
    _recorded(actor, case, "case.hold_lifted", now, kind=kind)


@action
def rehome_cases(
    *, actor: Actor, customer_id: int, to: int, only: list[int] | None, now: datetime
) -> list[int]:
    """The customer's cases (of these ids) go to another file of the same customer; which, by id."""
    mine = Case.objects.filter(customer_id=customer_id)
    moved = list(mine if only is None else mine.filter(id__in=only))
    Case.objects.filter(id__in=[case.id for case in moved]).update(customer_id=to)
    files = Case.objects.filter(customer_id__in=(customer_id, to)).order_by()
    for served, unit in files.values_list("customer_id", "org_unit_id").distinct():
        serve_from(actor=actor, customer_id=served, org_unit_id=unit, now=now)
    for case in moved:
        _recorded(actor, case, "case.rehomed", now, customer=to)
    return [case.id for case in moved]


@derived
def note_times(
    *, actor: Actor, case_id: int, times: Mapping[str, datetime | None], now: datetime
) -> None:
    """Keeps what its clocks say: `next_due_at`, `late_from`, `endangered_from`; or `erased_at`."""
    del actor, now
    case: Case | None = at_hand().get((Case, case_id))
    if case is None:
        Case.objects.filter(id=case_id).exclude(**times).update(**times)
    elif changed := [name for name, at in times.items() if getattr(case, name) != at]:
        vars(case).update(times)
        _written(case, changed)


@derived
def note_earlier(*, actor: Actor, case_id: int, earlier_id: int | None, now: datetime) -> None:
    """Of which case this is the same again; None: of none."""
    case = _locked(SYSTEM, case_id, None)
    case.repeat_of_id = earlier_id
    _written(case, ["repeat_of_id"])
    del actor, now


@derived
def held_case(
    *, actor: Actor, case_id: int, version: int | None = None, now: datetime
) -> CaseBrief:
    """The case as it stands, locked to the end of the action: the first step of every write to it.

    History and the rest are locked after it, so that two at one case never wait in a ring. Raises
    Outdated where it is no longer at the `version` that somebody saw.
    """
    del now
    actor.must(SEE_CASES)
    return brief_of(_locked(actor, case_id, version))


def _locked(actor: Actor, case_id: int, version: int | None) -> Case:
    """The row, locked to the end of the work: read once, however many parts of it ask."""
    case: Case | None = at_hand().get((Case, case_id))
    if case is None:
        found = Case.objects.select_for_update(no_key=True).visible_to(actor)
        case = at_hand()[Case, case_id] = found.filter(id=case_id).first()
    if case is None or not case.is_visible_to(actor):
        raise NotFound(_("There is no such case."))
    if version is not None and version != case.version:
        raise Outdated(
            _("Somebody changed this case in the meantime. Look at what changed, then send again."),
            case_id=case.id,
            since=version,
        )
    return case


def _check_unit(case: Case, unit_id: int | None) -> None:
    if unit_id is None or unit_id == case.unit_id:
        return
    unit = unit_briefs(actor=SYSTEM, ids=[unit_id]).get(unit_id)
    if unit is None or unit.customer_id != case.customer_id:
        raise Invalid.of("unit_id", _("This product is not one of the customer's."))


def _must_lead_to(case: Case, stage: rules.Stage) -> None:
    if not rules.may_advance(case.stage, stage):
        raise StageRefused(_("This cannot be done while the case is at its present stage."))


def _must_be_open(case: Case) -> None:
    if case.stage in rules.ENDED:
        raise StageRefused(_("The case has ended; reopen it first."))


def _saved(case: Case, *names: str) -> None:
    case.version += 1
    count_again()
    _written(case, [*names, "version"])


def _written(case: Case, names: Collection[str]) -> None:
    """A case that is being opened is written whole when that is done."""
    if not case._state.adding:  # noqa: SLF001
        case.save(update_fields=names)


def _recorded(
    actor: Actor, case: Case, verb: str, at: datetime, words: Mapping[str, str] | None = None,
    **detail: object,
) -> None:  # fmt: skip
    record(actor=actor, verb=verb, subject=f"case:{case.id}", at=at, words=words,
           v=case.version, **detail)  # fmt: skip
