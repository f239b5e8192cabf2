from contextlib import suppress

from django.utils import timezone

from aftercare.casework.cases.events import CaseResolved
from aftercare.casework.cases.queries import case_brief
from aftercare.casework.commitments.events import DateAgreed
from aftercare.casework.intake.events import CodeIssued
from aftercare.casework.resolutions.events import ResolutionProposed
from aftercare.casework.visits.events import BookingOver
from aftercare.casework.visits.queries import Outcome as VisitOutcome
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.deliveries.actions import withdraw_messages
from aftercare.foundation.deliveries.events import MessageGivenUp
from aftercare.foundation.errors import NotFound

from . import actions
from .queries import told_by
from .rules import ANY_TIME, STAFF, Occasion, Timing, part_of

QUIETLY = "file"
"""What is taken over from a file is old news to the customers."""


def on_code_issued(event: CodeIssued) -> None:
    occasion = Occasion.CODE if event.renewed else Occasion.REGISTERED
    if event.quiet or (event.channel == QUIETLY and not event.renewed):
        return
    if told_by(actor=SYSTEM, occasion=occasion):
        case = case_brief(actor=SYSTEM, case_id=event.case_id)
        actions.tell_customer(
            actor=SYSTEM, occasion=occasion, case=case, code=event.code, now=event.at
        )


def on_resolution_proposed(event: ResolutionProposed) -> None:
    if told_by(actor=SYSTEM, occasion=Occasion.CONSENT):
        case = case_brief(actor=SYSTEM, case_id=event.case_id)
        actions.tell_customer(actor=SYSTEM, occasion=Occasion.CONSENT, case=case, now=event.at)


def on_case_resolved(event: CaseResolved) -> None:
    if told_by(actor=SYSTEM, occasion=Occasion.RESOLVED):
        case = case_brief(actor=SYSTEM, case_id=event.case_id)
        actions.tell_customer(actor=SYSTEM, occasion=Occasion.RESOLVED, case=case, now=event.at)


def on_date_agreed(event: DateAgreed) -> None:
    if told_by(actor=SYSTEM, occasion=Occasion.DATE):
        case = case_brief(actor=SYSTEM, case_id=event.case_id)
        local = timezone.localtime(event.moment)
        facts = {"date": f"{local:%Y-%m-%d %H:%M}"}
        timing = ANY_TIME
        if event.visit is not None:
            timing = Timing(part=part_of(event.visit), until=event.moment)
        actions.tell_customer(
            actor=SYSTEM, occasion=Occasion.DATE, case=case, facts=facts, timing=timing,
            now=event.at,
        )  # fmt: skip


def on_booking_over(event: BookingOver) -> None:
    """What waits to tell of a time that is no more does not go; that nobody comes is told."""
    about, part = f"case:{event.case_id}", part_of(event.reference)
    withdraw_messages(actor=SYSTEM, about=about, part=part, now=event.at)
    off = event.outcome == VisitOutcome.CALLED_OFF and event.from_at > event.at
    if off and told_by(actor=SYSTEM, occasion=Occasion.CALLED_OFF):
        case = case_brief(actor=SYSTEM, case_id=event.case_id)
        facts = {"date": f"{timezone.localtime(event.from_at):%Y-%m-%d %H:%M}"}
        actions.tell_customer(
            actor=SYSTEM, occasion=Occasion.CALLED_OFF, case=case, facts=facts,
            timing=Timing(part=part), now=event.at,
        )  # fmt: skip


def on_message_given_up(event: MessageGivenUp) -> None:
    """Customers hear by the next channel, or somebody hears that they do not."""
    staff = {f"case.{occasion}" for occasion in STAFF}
    of_case = event.about.startswith("case:") and event.purpose.startswith("case.")
    if of_case and event.purpose not in staff:
        with suppress(NotFound):  # of a case that is no more there is nobody to tell
            actions.tell_otherwise(actor=SYSTEM, lost=event, now=event.at)
