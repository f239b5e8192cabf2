"""One intake for every channel: whoever writes a case, writes it here."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from aftercare.casework.assignment.actions import report_shortage
from aftercare.casework.assignment.queries import Owner, first_owner
from aftercare.casework.cases.actions import held_case, open_case, reopen_case
from aftercare.casework.cases.events import Classification
from aftercare.casework.cases.queries import (
    CaseBrief,
    CaseDraft,
    Stage,
    case_brief,
    case_id_of,
    case_id_of_intake,
    kept_case,
    reopenable,
)
from aftercare.casework.conversation.actions import add_message, attach_files
from aftercare.casework.packages.actions import note_packages
from aftercare.casework.relations.actions import link_cases
from aftercare.casework.repeats.actions import note_repeat
from aftercare.casework.repeats.queries import Earlier, NewMatter, earlier_matter, raised
from aftercare.casework.triage.actions import confirm_triage, propose
from aftercare.casework.triage.queries import ProposedBrief, Reason, Source, propose_for
from aftercare.customers.parties.actions import find_or_register_customer
from aftercare.customers.parties.queries import (
    CustomerBrief,
    customer_brief,
    customers_by_phone,
    phone_matches,
)
from aftercare.customers.units.queries import unit_briefs
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor, ActorKind
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.events import publish
from aftercare.foundation.rows import new_row, put_rows_off
from aftercare.people.staff.queries import member_briefs
from aftercare.policy.packs.queries import version_in_force

from .events import CodeIssued
from .models import Access
from .rules import Fate, Intake, NotIdentified, fate_of_word, subject_of

FREE_TRIES = 5
LOCKED_FOR = timedelta(minutes=15)
SETTLED = frozenset({Stage.RESOLVED, Stage.CLOSED})


class TooManyTries(Refusal):
    """The code was wrong too often; it can be tried again later."""

    http_status = 429


class StillReopenable(Refusal):
    """A new case takes the place of an old one only when that cannot be reopened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """`code` is told to the customer once; "" when the case was there already."""

    case: CaseBrief
    code: str
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Where a further word went; `contact_id` None and `code` where it opened a new case."""

    case: CaseBrief
    fate: Fate
    contact_id: int | None
    code: str


@action
def register_case(*, actor: Actor, intake: Intake, now: datetime) -> Registered:
    """Makes a case of what came in: customer, triage, owner, clocks, all or nothing.

    Raises Invalid, NotIdentified, NobodyAvailable. The same `intake_key` gives the same case.
    """
    known = _case_of_key(intake)
    if known is not None:
        return known
    _check(intake, now)
    return _registered(actor, intake, now)


@action
def take_word(
    *, actor: Actor, case: CaseBrief, word: Intake, client_ref: str, now: datetime
) -> Heard:
    """A customer's further word to a case: a message of it. A closed case is reopened by it.

    It goes to the case that this one was merged into. Past the days in which the policy reopens,
    it is a new case, linked to the old (semantics 1).
    """
    kept = kept_case(actor=SYSTEM, case=case)
    if kept.id != case.id and actor.kind is ActorKind.CUSTOMER:
        actor = replace(actor, case_ids=frozenset({kept.id}))
    case = held_case(actor=actor, case_id=kept.id, now=now)
    _since, until = reopenable(actor=SYSTEM, case=case)
    fate = fate_of_word(text=word.description, with_files=bool(word.file_ids),
                        until=until if case.stage == Stage.CLOSED else None, now=now)  # fmt: skip
    record(actor=actor, verb="case.word_taken", subject=f"case:{case.id}", at=now, fate=fate)
    if fate is Fate.AGAIN:
        # Whoever holds the old case sees nothing else yet.
        fresh = register_again(actor=SYSTEM, case_id=case.id, intake=word, now=now)
        return Heard(case=fresh.case, fate=fate, contact_id=None, code=fresh.code)
    if fate is Fate.REOPENED:
        reason = _("The customer wrote again.")
        case = reopen_case(actor=actor, case_id=case.id, version=None, reason=reason, now=now)
    contact = add_message(
        actor=actor,
        case_id=case.id,
        text=word.description,
        channel=word.channel,
        file_ids=word.file_ids,
        client_ref=client_ref,
        now=now,
    )
    return Heard(case=case, fate=fate, contact_id=contact.id, code="")


@action
def register_again(*, actor: Actor, case_id: int, intake: Intake, now: datetime) -> Registered:
    """A settled matter comes back when it cannot be reopened any more: a new case, linked.

    Customer, goods and order are those of the old one. Raises StillReopenable, and as
    `register_case`.
    """
    old = case_brief(actor=actor, case_id=case_id)
    if old.stage not in SETTLED or now <= reopenable(actor=SYSTEM, case=old)[1]:
        raise StillReopenable(_("The case is open, or can be reopened: go on with it."))
    same = replace(
        intake, customer_id=old.customer_id, unit_id=old.unit_id, order_no=old.order_no,
        product_text=old.product_text, product_line=old.classification.product_line,
    )  # fmt: skip
    fresh = register_case(actor=actor, intake=same, now=now)
    # It may be another unit's, out of the actor's sight.
    link_cases(actor=SYSTEM, case_id=fresh.case.id, other_id=old.id, kind="repeat", now=now)
    record(actor=actor, verb="case.came_again", subject=f"case:{old.id}", at=now,
           other=fresh.case.id)  # fmt: skip
    return fresh


@action
def renew_code(*, actor: Actor, case_id: int, now: datetime) -> str:
    """A new code for the customer who lost the old one; the old one stops working."""
    case = case_brief(actor=actor, case_id=case_id)
    code = _new_code()
    Access.objects.update_or_create(
        case_id=case.id,
        defaults={
            "code_hash": _hash(case.id, code),
            "issued_at": now,
            "failed": 0,
            "locked_until": None,
        },
    )
    record(actor=actor, verb="case.code_renewed", subject=f"case:{case.id}", at=now)
    _announce(case, code, now, renewed=True)
    return code


@action
def open_with_code(
    *, actor: Actor, number: str, phone_tail: str, code: str, now: datetime
) -> int | None:
    """The case of a number, phone tail and code; None where they do not belong together.

    The three failures look the same. After five of them the code rests for a while: TooManyTries.
    """
    try:
        case_id = case_id_of(actor=SYSTEM, number=number)
    except NotFound:
        return None
    access = Access.objects.select_for_update().filter(case_id=case_id).first()
    if access is None:
        return None
    if access.locked_until is not None and access.locked_until > now:
        raise TooManyTries(_("Too many tries. Please try again in a quarter of an hour."))
    case = case_brief(actor=SYSTEM, case_id=case_id)
    fits = phone_matches(actor=SYSTEM, customer_id=case.customer_id, tail=phone_tail)
    if fits and constant_time_compare(_hash(case_id, code.strip()), access.code_hash):
        access.failed, access.locked_until = 0, None
        access.save(update_fields=["failed", "locked_until"])
        record(actor=actor, verb="case.opened_by_customer", subject=f"case:{case_id}", at=now)
        return case_id
    access.failed += 1
    if access.failed >= FREE_TRIES:
        access.failed, access.locked_until = 0, now + LOCKED_FOR
    access.save(update_fields=["failed", "locked_until"])
    return None


def _registered(actor: Actor, intake: Intake, now: datetime) -> Registered:
    received_at = intake.received_at or now
    # Duty may give the case to a unit out of the actor's sight; taking it in goes on all the same.
    inside = replace(actor, sees_everything=True)
    customer = _customer(actor, intake, now)
    if intake.unit_id is not None:
        _check_unit(intake.unit_id, customer.id)
    proposed = propose_for(
        actor=actor,
        text=f"{intake.subject} {intake.product_text} {intake.description}".strip(),
        channel=intake.channel,
        product_line=intake.product_line,
    )
    before = _classification(intake, proposed)
    pack = version_in_force(actor=SYSTEM, line_code=before.product_line, at=received_at)
    earlier = _earlier(intake, customer, before, pack.version_id, now)
    classification, proposed = _graded(before, proposed, earlier)
    owner = _owner(actor, intake, classification, customer.region, now)
    case = open_case(
        actor=actor,
        draft=CaseDraft(
            classification=classification,
            safety=proposed.safety,
            subject=subject_of(intake),
            description=intake.description.strip(),
            product_text=intake.product_text,
            order_no=intake.order_no,
            received_at=received_at,
            owner_id=owner.member_id,
            org_unit_id=owner.org_unit_id,
            customer_id=customer.id,
            unit_id=intake.unit_id,
            pack_version_id=pack.version_id,
            intake_key=intake.intake_key,
            of_many=intake.of_many,
            unasked=intake.quiet,
        ),
        now=now,
    )
    if owner.lack is not None:
        report_shortage(
            actor=SYSTEM, case_id=case.id, lack=owner.lack, back_at=owner.back_at, now=now
        )
    propose(actor=SYSTEM, case_id=case.id, proposed=proposed, now=now)
    if earlier is not None:
        note_repeat(actor=SYSTEM, case_id=case.id, earlier=earlier, before=before, now=now)
    _note_what_came_along(inside, case, intake, now)
    if intake.confirmed:
        case = confirm_triage(
            actor=inside,
            case_id=case.id,
            version=case.version,
            classification=classification,
            safety=proposed.safety,
            reason=intake.reason,
            now=now,
        )
    code = _new_code()
    put_rows_off(new_row(Access, case_id=case.id, code_hash=_hash(case.id, code), issued_at=now))
    record(actor=actor, verb="case.taken_in", subject=f"case:{case.id}", at=now,
           channel=intake.channel)  # fmt: skip
    _announce(case, code, now, quiet=intake.quiet)
    return Registered(case=case, code=code, is_new=True)


def _note_what_came_along(actor: Actor, case: CaseBrief, intake: Intake, now: datetime) -> None:
    if intake.file_ids:
        attach_files(actor=actor, case_id=case.id, file_ids=intake.file_ids, now=now)
    if intake.packages is not None:
        note_packages(actor=actor, case_id=case.id, order=intake.packages, now=now)


def _announce(
    case: CaseBrief, code: str, now: datetime, *, renewed: bool = False, quiet: bool = False
) -> None:
    channel = case.classification.channel
    publish(CodeIssued(case_id=case.id, code=code, renewed=renewed, channel=channel, quiet=quiet,
                       at=now))  # fmt: skip


def _check(intake: Intake, now: datetime) -> None:
    wrong = {}
    if not intake.description.strip():
        wrong["description"] = _("Write what happened.")
    if intake.customer_id is None and not intake.phone.strip():
        wrong["phone"] = _("Give a phone number, so that the customer can be reached.")
    if intake.received_at is not None and intake.received_at > now + timedelta(minutes=5):
        wrong["received_at"] = _("The case cannot have been received in the future.")
    if wrong:
        kind = NotIdentified if set(wrong) == {"phone"} else Invalid
        raise kind(_("Something is missing or cannot be right."), fields=wrong)


def _customer(actor: Actor, intake: Intake, now: datetime) -> CustomerBrief:
    if intake.customer_id is not None:
        callers = customers_by_phone(actor=actor, digits=intake.phone)
        recognised = {one.id: one for one in callers}.get(intake.customer_id)
        return recognised or customer_brief(actor=actor, customer_id=intake.customer_id)
    return find_or_register_customer(
        actor=actor,
        name=intake.name,
        phone=intake.phone,
        address=intake.address,
        region=intake.region,
        now=now,
    )


def _check_unit(unit_id: int, customer_id: int) -> None:
    unit = unit_briefs(actor=SYSTEM, ids=[unit_id]).get(unit_id)
    if unit is None or unit.customer_id != customer_id:
        sentence = _("This product is not one of the customer's.")
        raise Invalid(sentence, fields={"unit_id": sentence})


def _classification(intake: Intake, proposed: ProposedBrief) -> Classification:
    """What was said outright, else what triage proposes, else the most ordinary."""
    said = Classification(
        kind=intake.kind or proposed.kind or "complaint",
        category=intake.category or proposed.category or "other",
        subcategory=intake.subcategory or proposed.subcategory,
        product_line=intake.product_line or proposed.product_line,
        level=intake.level or proposed.level or "two",
        severity=intake.severity or proposed.severity or "C",
        urgent=bool(proposed.urgent if intake.urgent is None else intake.urgent),
        complex=bool(proposed.complex if intake.complex is None else intake.complex),
        channel=intake.channel,
    )
    if not proposed.safety:
        return said
    return replace(said, level="one", severity="A", urgent=True)


def _earlier(
    intake: Intake, customer: CustomerBrief, kind: Classification, version_id: int, now: datetime
) -> Earlier | None:
    """Asked as the system: also what another unit settled is the same again."""
    return earlier_matter(
        actor=SYSTEM,
        new=NewMatter(
            classification=kind,
            pack_version_id=version_id,
            customer_id=customer.id,
            is_known=customer.registered_at != now,
            unit_id=intake.unit_id,
            order_no=intake.order_no,
            text=f"{subject_of(intake)} {intake.description}",
            received_at=intake.received_at or now,
        ),
    )


def _graded(
    kind: Classification, proposed: ProposedBrief, earlier: Earlier | None
) -> tuple[Classification, ProposedBrief]:
    """One grade up for what came again, as the policy says; why stands with the proposal."""
    if earlier is None or not earlier.raises:
        return kind, proposed
    graver = raised(kind)
    changed = {n: v for n, v in graver.codes().items() if v != getattr(kind, n)}
    reasons = tuple(
        Reason(field=name, source=Source.AGAIN, code="again", words=earlier.case.number)
        for name in changed
    )
    return graver, replace(proposed, **changed, reasons=(*proposed.reasons, *reasons))


def _owner(
    actor: Actor, intake: Intake, classification: Classification, region: str, now: datetime
) -> Owner:
    if intake.owner_id is not None:
        member = member_briefs(actor=SYSTEM, ids=[intake.owner_id]).get(intake.owner_id)
        if member is None or not member.is_active:
            sentence = _("Choose a person who is still with us.")
            raise Invalid(sentence, fields={"owner_id": sentence})
        return Owner(member_id=member.id, org_unit_id=member.org_unit_id)
    return first_owner(actor=actor, classification=classification, region=region, at=now)


def _case_of_key(intake: Intake) -> Registered | None:
    if intake.intake_key is None:
        return None
    case_id = case_id_of_intake(actor=SYSTEM, intake_key=intake.intake_key)
    if case_id is None:
        return None
    return Registered(case=case_brief(actor=SYSTEM, case_id=case_id), code="", is_new=False)


def _new_code() -> str:
    return f"{secrets.randbelow(1_000_000):06d}"


def _hash(case_id: int, code: str) -> str:
    return salted_hmac("aftercare.access", f"{case_id}:{code}", algorithm="sha256").hexdigest()
