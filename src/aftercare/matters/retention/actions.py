"""Periods are set, cases held, and what has been kept long enough is erased (R-SEC-04)."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import case_brief, cases_to_erase, without_texts
from aftercare.casework.conversation.actions import forget_recordings
from aftercare.casework.exports.actions import expire_exports
from aftercare.casework.imports.actions import forget_abandoned
from aftercare.customers.merges.queries import files_in
from aftercare.customers.parties.actions import erase_customer
from aftercare.customers.units.queries import units_of
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.deliveries.actions import forget_old_messages
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.files.actions import discard_unused
from aftercare.foundation.privacy.actions import erase_files_about
from aftercare.matters.datarequests.actions import erase_cases

from . import rules
from .models import LegalHold, PeriodsVersion, Sweep
from .queries import cases_of_old_files, held_cases, in_force
from .rules import Fault, What, kept_since

SUBJECT = "retention:periods"
AT_ONCE = 500
LONGEST = 500


class ChangedMeanwhile(Refusal):
    """Somebody else set periods since the page was opened."""


class AlreadyHeld(Refusal):
    """The case is held already."""


@action
def set_periods(
    *, actor: Actor, days: Mapping[str, int], reason: str, version: int, now: datetime
) -> int:
    """A new version of all periods, in days; its number. `version` is the one that was looked at.

    Raises Invalid by kind of data, ChangedMeanwhile.
    """
    wrong = {code: _sentence(code, fault) for code, fault in rules.faults_of(days).items()}
    if unknown := set(days) - set(rules.by_default()):
        wrong |= {code: _("There is no such kind of data.") for code in unknown}
    if not reason.strip() or len(reason) > LONGEST:
        wrong["reason"] = _("Say why.")
    if wrong:
        raise Invalid(_("The periods cannot be set like this."), fields=wrong)
    former = in_force(actor)
    number = former.number if former else 0
    if version != number:
        raise ChangedMeanwhile(_("Somebody else has set periods meanwhile. Look at them again."))
    made = PeriodsVersion(number=number + 1, days=dict(days), reason=reason.strip(),
                          set_by=actor.user_id, set_at=now)  # fmt: skip
    made.save(force_insert=True)
    before = former.days if former else rules.by_default()
    changed = {
        code: [before.get(code), days[code]] for code in days if before.get(code) != days[code]
    }
    record(actor=actor, verb="retention.periods_set", subject=SUBJECT, at=now,
           words={"reason": reason}, version=made.number, changed=changed)  # fmt: skip
    return made.number


@action
def place_legal_hold(*, actor: Actor, case_id: int, reason: str, now: datetime) -> None:
    """Nothing of the case is erased by itself until the hold is lifted. Raises AlreadyHeld."""
    case = case_brief(actor=actor, case_id=case_id)
    if not reason.strip() or len(reason) > LONGEST:
        raise Invalid.of("reason", _("Say why."))
    if LegalHold.objects.select_for_update().filter(case_id=case.id, lifted_at=None).exists():
        raise AlreadyHeld(_("This case is held already."))
    LegalHold.objects.create(
        case_id=case.id, reason=reason.strip(), placed_by=actor.user_id, placed_at=now
    )
    record(actor=actor, verb="case.legal_hold_placed", subject=f"case:{case.id}", at=now,
           words={"reason": reason})  # fmt: skip


@action
def lift_legal_hold(*, actor: Actor, case_id: int, now: datetime) -> None:
    """Its periods hold again. Raises NotFound."""
    case = case_brief(actor=actor, case_id=case_id)
    held = LegalHold.objects.filter(case_id=case.id, lifted_at=None)
    if not held.update(lifted_at=now, lifted_by=actor.user_id):
        raise NotFound(_("This case is not held."))
    record(actor=actor, verb="case.legal_hold_lifted", subject=f"case:{case.id}", at=now)


@action
def sweep(*, actor: Actor, now: datetime) -> dict[str, int]:
    """Erases a stretch of what has been kept long enough: how much, by kind of data.

    Nothing where nobody has set periods. Cases that are held, or before somebody outside, stay.
    """
    version = in_force(actor)
    if version is None:
        return {}
    held = held_cases(SYSTEM)
    erased = {
        what.value: _erased(actor, what, kept_since(version.days[what], now), held, now)
        for what in What
    }
    if any(erased.values()):
        Sweep.objects.create(at=now, version=version, erased=erased)
        record(actor=actor, verb="retention.swept", subject=SUBJECT, at=now, erased=erased,
               version=version.number)  # fmt: skip
    return erased


def _erased(actor: Actor, what: What, before: datetime, held: set[int], now: datetime) -> int:
    erase: dict[What, Callable[[], int]] = {
        What.CASES: lambda: _erase_cases(actor, before, held, now),
        What.FILES: lambda: _erase_files(actor, before, held, now),
        What.RECORDINGS: lambda: forget_recordings(actor=actor, before=before, but=held, now=now),
        What.MESSAGES: lambda: forget_old_messages(actor=actor, now=now, before=before),
        What.IMPORTS: lambda: forget_abandoned(actor=actor, now=now, before=before),
        What.EXPORTS: lambda: expire_exports(actor=actor, now=now, before=before),
    }
    return erase[what]()


def _erase_cases(actor: Actor, before: datetime, held: set[int], now: datetime) -> int:
    ids = cases_to_erase(actor=SYSTEM, closed_before=before, but=held, limit=AT_ONCE)
    if ids:
        erase_cases(actor=actor, case_ids=ids, now=now)
        _erase_strangers(actor, ids, now)
    return len(ids)


def _erase_files(actor: Actor, before: datetime, held: set[int], now: datetime) -> int:
    ids = cases_of_old_files(before, held, AT_ONCE)
    if not ids:
        return 0
    gone = erase_files_about(kind="case", ids=ids)
    discard_unused(actor=actor, file_ids=gone.file_ids, now=now)
    return gone.rows


def _erase_strangers(actor: Actor, case_ids: Collection[int], now: datetime) -> None:
    """Customers of whom no case says anything any more, and who have no product with us."""
    for customer_id in sorted(without_texts(actor=SYSTEM, case_ids=case_ids)):
        if not units_of(actor=SYSTEM, customer_id=customer_id):
            files = files_in(actor=SYSTEM, customer_id=customer_id)
            erase_customer(actor=actor, customer_id=customer_id, files=files, now=now)


def _sentence(code: str, fault: Fault) -> str:
    kind = next(kind for kind in rules.kinds() if kind.code == code)
    if fault is Fault.TOO_SHORT:
        return _("At least {days} days.").format(days=kind.least)
    if fault is Fault.TOO_LONG:
        return _("At most {days} days.").format(days=kind.most)
    return _("Say how many days.")
