"""Drawn up by the terms, sent, agreed to or disputed line by line, settled (R-FS-12)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from procrastinate.contrib.django import app

from aftercare.fieldservice.sites.queries import sites
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.notices.actions import notify
from aftercare.people.staff.queries import head_of

from . import rules
from .models import (
    PROVIDER_CHOICES,
    VERDICT_CHOICES,
    WAY_CHOICES,
    Dispute,
    Line,
    Run,
    Statement,
    TermsVersion,
    next_serial,
)
from .queries import (
    JOB_CHOICES,
    StatementFilter,
    Whose,
    facts_of,
    statement_in_sight,
    terms_for,
    whom_terms_hold,
)
from .rules import State, Terms, What

JOBS = "settlements"
LONGEST = 92  # days of one statement
GRANTED = "granted"


class NotNow(Refusal):
    """The statement is not at the point where this can be done."""


class AlreadySettled(Refusal):
    """These days of the station stand in another statement."""


@action
def set_terms(
    *, actor: Actor, whose: Whose, in_force_from: date, terms: Terms, now: datetime
) -> int:
    """A new version from a day on; what was sent to stations under the old one stays."""
    if whose.station_id is None and whose.provider not in dict(PROVIDER_CHOICES):
        raise Invalid.of("whose", _("Say whose terms they are."))
    wrong = rules.faults(terms, jobs=dict(JOB_CHOICES))
    if wrong:
        raise Invalid(_("These terms cannot be."), fields=dict.fromkeys(wrong, _("Not possible.")))
    sent = Statement.objects.exclude(state=State.DRAFT).filter(until__gte=in_force_from)
    if sent.filter(org_unit_id__in=whom_terms_hold(actor=SYSTEM, whose=whose)).exists():
        raise Invalid.of("in_force_from", _("Statements of this day were sent already."))
    same: dict[str, Any] = {"station_id": whose.station_id, "provider": whose.provider,
                            "in_force_from": in_force_from}  # fmt: skip
    if TermsVersion.objects.filter(**same).exists():
        raise Invalid.of("in_force_from", _("Another version begins on this day."))
    row = TermsVersion.objects.create(
        **same, clauses=rules.written(terms), by_name=actor.name, made_at=now
    )
    record(actor=actor, verb="terms.set", subject="terms:all", at=now, terms=row.id,
           station=whose.station_id or 0)  # fmt: skip
    return row.id


@action
def draw_statement(
    *, actor: Actor, org_unit_id: int, since: date, until: date, now: datetime
) -> int:
    """What a station earned from one day to another, both counted; a draft is drawn up anew.

    What came to us after the statement before was sent comes into this one, and so do corrections.
    """
    _check_days(since, until, now)
    own, usual = terms_for(actor=SYSTEM, org_unit_id=org_unit_id)
    if not own and not usual:
        raise NotNow(_("No terms of settlement are in force for this station."))
    row = _draft_of(actor, org_unit_id, since, until, now)
    begins = _left_since(row)
    facts = facts_of(actor=SYSTEM, org_unit_id=org_unit_id, since=begins, until=until)
    told = rules.lines(own, usual, facts)
    settled = set(
        Line.objects.filter(order_id__in={line.order_id for line in told})
        .exclude(what=What.CORRECTION)
        .values_list("what", "order_id", "visit_id")
    )
    Line.objects.bulk_create(
        Line(statement_id=row.id, what=line.what, order_id=line.order_id, visit_id=line.visit_id,
             on=line.on, terms_id=line.terms_id, amount=line.amount, detail=dict(line.detail))
        for line in told if line.key not in settled
    )  # fmt: skip
    waiting = Line.objects.filter(
        what=What.CORRECTION, statement=None, corrects__statement__org_unit_id=org_unit_id
    )
    waiting.update(statement_id=row.id)
    amounts = Line.objects.filter(statement_id=row.id).values_list("amount", flat=True)
    row.total_amount = rules.total(amounts)
    row.save(update_fields=["total_amount"])
    _recorded(actor, row, "drawn", now)
    return row.id


@action
def draw_all(*, actor: Actor, since: date, until: date, now: datetime) -> int:
    """Statements of all stations in use, in the background; the id of the run."""
    _check_days(since, until, now)
    stations = [card.org_unit_id for card in sites(actor=SYSTEM) if card.is_active]
    row = Run.objects.create(since=since, until=until, stations=stations, total=len(stations),
                             by_name=actor.name, asked_at=now)  # fmt: skip
    record(actor=actor, verb="statements.asked", subject="statements:all", at=now, run=row.id)
    app.configure_task(f"{JOBS}.draw_statements").defer(run_id=row.id)
    return row.id


@action
def advance_run(*, actor: Actor, run_id: int, now: datetime) -> bool:
    """Draws up the next statement of a run; whether more are to come. Killed, it goes on here."""
    row = Run.objects.select_for_update().filter(id=run_id, state="running").first()
    if row is None:
        return False
    if row.stations:
        unit, *row.stations = row.stations
        try:
            with transaction.atomic():
                draw_statement(actor=actor, org_unit_id=unit, since=row.since, until=row.until,
                               now=now)  # fmt: skip
        except Refusal as refusal:
            row.failed = {**row.failed, str(unit): str(refusal)}
        row.done += 1
    if not row.stations:
        row.state = "done"
    row.save(update_fields=["stations", "failed", "done", "state"])
    record(actor=actor, verb="statements.advanced", subject="statements:all", at=now, run=row.id,
           done=row.done)  # fmt: skip
    return row.state == "running"


@action
def drop_draft(*, actor: Actor, statement_id: int, now: datetime) -> None:
    """As if it had never been drawn up; corrections wait for the next."""
    row = _locked(actor, statement_id)
    if row.state != State.DRAFT:
        raise NotNow(_("A statement that was sent stays."))
    _emptied(row)
    Statement.objects.filter(id=row.id).delete()
    _recorded(actor, row, "dropped", now)


@action
def send_statement(*, actor: Actor, statement_id: int, now: datetime) -> None:
    """To the station, to agree to or dispute; from now on it is not changed."""
    row = _locked(actor, statement_id)
    if row.state != State.DRAFT:
        raise NotNow(_("It was sent already."))
    if not Line.objects.filter(statement_id=row.id).exists():
        raise NotNow(_("There is nothing on it."))
    _moved(row, State.SENT, sent_at=now)
    _recorded(actor, row, "sent", now)
    head = head_of(actor=SYSTEM, org_unit_id=row.org_unit_id)
    notify(
        actor=actor,
        user_ids=[head.user_id if head else None],
        kind="statement",
        text_key=gettext_noop("Statement {number} is to be agreed to."),
        params={"number": row.number},
        link=f"/desk/settlements/{row.id}",
        now=now,
    )


@action
def agree_statement(*, actor: Actor, statement_id: int, now: datetime) -> None:
    """The station agrees to all of it."""
    row = _locked(actor, statement_id)
    if row.state != State.SENT:
        raise NotNow(_("A statement is agreed to once all disputes are answered."))
    _moved(row, State.AGREED, agreed_at=now, agreed_by=actor.name)
    _recorded(actor, row, "agreed", now)


@action
def dispute_line(*, actor: Actor, line_id: int, reason: str, now: datetime) -> int:
    """The station does not agree to one line, and why."""
    line, row = _line(actor, line_id)
    if not rules.may_become(row.state, State.DISPUTED):
        raise NotNow(_("Lines are disputed before a statement is agreed to."))
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))
    if Dispute.objects.filter(line_id=line.id, answered_at=None).exists():
        raise NotNow(_("This line is disputed already."))
    made = Dispute.objects.create(
        line_id=line.id, reason=reason.strip(), by_name=actor.name, raised_at=now
    )
    _moved(row, State.DISPUTED)
    _recorded(actor, row, "disputed", now, of_line=line.id)
    return made.id


@action
def answer_dispute(
    *,
    actor: Actor,
    line_id: int,
    verdict: str,
    reply: str,
    amount: Decimal | None = None,
    now: datetime,
) -> None:
    """The line stands, or the station is right: then `amount` comes into its next statement."""
    line, row = _line(actor, line_id)
    waiting = Dispute.objects.filter(line_id=line.id, answered_at=None)
    if not waiting.exists():
        raise NotNow(_("This line is not disputed."))
    if verdict not in dict(VERDICT_CHOICES):
        raise Invalid.of("verdict", _("Say who is right."))
    if not reply.strip():
        raise Invalid.of("reply", _("Say why."))
    if verdict == GRANTED and not amount:
        raise Invalid.of("amount", _("By how much is the line to be corrected?"))
    waiting.update(verdict=verdict, reply=reply.strip(), answered_by=actor.name, answered_at=now)
    if verdict == GRANTED and amount:
        _corrected(actor, line, amount, reply)
    if not Dispute.objects.filter(line__statement_id=row.id, answered_at=None).exists():
        _moved(row, State.SENT)
    _recorded(actor, row, "answered", now, of_line=line.id, verdict=verdict)


@action
def correct_line(
    *, actor: Actor, line_id: int, amount: Decimal, reason: str, now: datetime
) -> None:
    """So much more or less for a line of a statement that was sent, in the next one."""
    line, row = _line(actor, line_id)
    if row.state == State.DRAFT:
        raise NotNow(_("A draft is drawn up anew."))
    if not amount:
        raise Invalid.of("amount", _("By how much is the line to be corrected?"))
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))
    _corrected(actor, line, amount, reason)
    _recorded(actor, row, "corrected", now, of_line=line.id)


@action
def settle_statement(
    *, actor: Actor, statement_id: int, way: str, reference: str, paid_on: date, now: datetime
) -> None:
    """An agreed statement was paid, under a reference."""
    row = _locked(actor, statement_id)
    if not rules.may_become(row.state, State.SETTLED):
        raise NotNow(_("A statement is settled once the station has agreed to it."))
    if way not in dict(WAY_CHOICES):
        raise Invalid.of("way", _("Say by which way it was paid."))
    if not reference.strip():
        raise Invalid.of("reference", _("Name the number of the transfer, receipt or voucher."))
    if not row.until <= paid_on <= timezone.localdate(now):
        raise Invalid.of("paid_on", _("Between the last day of the statement and today."))
    _moved(row, State.SETTLED, settled_at=now, way=way, reference=reference.strip(),
           paid_on=paid_on)  # fmt: skip
    _recorded(actor, row, "settled", now)


@action
def export_statements(
    *, actor: Actor, form: str, wanted: StatementFilter | None = None,
    statement_id: int | None = None, now: datetime,
) -> None:  # fmt: skip
    """Notes that statements were taken out as a file."""
    record(actor=actor, verb="statements.exported", subject=f"user:{actor.user_id}", at=now,
           form=form, narrowed=sorted(wanted.words) if wanted else [],
           statement=statement_id or 0)  # fmt: skip


def _check_days(since: date, until: date, now: datetime) -> None:
    if until < since or (until - since).days >= LONGEST:
        raise Invalid.of("until", _("From one day to a later one, three months at most."))
    if until >= timezone.localdate(now):
        raise Invalid.of("until", _("Days that are over."))


def _draft_of(actor: Actor, org_unit_id: int, since: date, until: date, now: datetime) -> Statement:
    """The draft of just these days, emptied; or a new one."""
    same = Statement.objects.select_for_update(no_key=True)
    row = same.filter(org_unit_id=org_unit_id, since=since, until=until).first()
    if row is None:
        row = Statement(org_unit_id=org_unit_id, since=since, until=until, by_name=actor.name,
                        number=f"ST{until:%y%m}-{next_serial():05d}", drawn_at=now)  # fmt: skip
        with _no_day_twice():
            row.save()
        return row
    if row.state != State.DRAFT:
        raise AlreadySettled(_("The statement of these days was sent already."))
    _emptied(row)
    row.by_name, row.drawn_at = actor.name, now
    row.save(update_fields=["by_name", "drawn_at"])
    return row


@contextmanager
def _no_day_twice() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise AlreadySettled(
            _("Some of these days of the station stand in another statement.")
        ) from error


def _emptied(row: Statement) -> None:
    lines = Line.objects.filter(statement_id=row.id)
    lines.filter(what=What.CORRECTION).update(statement=None)
    lines.exclude(what=What.CORRECTION).delete()


def _left_since(row: Statement) -> date:
    """From where on something may have come to us too late for the statement just before."""
    sent = Statement.objects.filter(org_unit_id=row.org_unit_id).exclude(state=State.DRAFT)
    before = sent.filter(until__lt=row.since).order_by("-until").first()
    if before is None or (row.since - before.until).days > 1:
        return row.since
    return before.since


def _locked(actor: Actor, statement_id: int) -> Statement:
    statement_in_sight(actor, statement_id)
    found = Statement.objects.select_for_update(no_key=True).filter(id=statement_id).first()
    if found is None:
        raise NotFound(_("There is no such statement."))
    return found


def _line(actor: Actor, line_id: int) -> tuple[Line, Statement]:
    line = Line.objects.filter(id=line_id, statement__isnull=False).first()
    if line is None:
        raise NotFound(_("There is no such line."))
    return line, _locked(actor, line.statement_id or 0)


def _corrected(actor: Actor, line: Line, amount: Decimal, reason: str) -> None:
    """Waits for the next statement of the station."""
    Line.objects.create(
        what=What.CORRECTION, order_id=line.order_id, on=line.on, amount=amount,
        corrects_id=line.id, reason=reason.strip()[:200], by_name=actor.name,
    )  # fmt: skip


def _moved(row: Statement, state: State, **more: Any) -> None:
    row.state = state
    for name, value in more.items():
        setattr(row, name, value)
    row.save(update_fields=["state", *more])


def _recorded(actor: Actor, row: Statement, what: str, now: datetime, **detail: Any) -> None:
    record(actor=actor, verb=f"statement.{what}", subject=f"statement:{row.id}", at=now,
           number=row.number, **detail)  # fmt: skip
