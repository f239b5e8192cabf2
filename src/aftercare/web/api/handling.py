"""What is said and done on a case: contacts, findings, resolutions, promises, follow-up, files."""

from collections.abc import Sequence

from django.http import FileResponse, HttpResponse
from ninja import File, Router
from ninja.files import UploadedFile

from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.commitments.actions import agree_date, meet_clock
from aftercare.casework.commitments.queries import (
    ClockCard,
    Explanation,
    clocks_of,
    explanation_of,
)
from aftercare.casework.conversation import actions as conversation
from aftercare.casework.conversation.queries import (
    AttachmentRow,
    ContactRow,
    attachment,
    attachments_of,
    contacts_of,
)
from aftercare.casework.delays.actions import explain_breach, promise_new_date
from aftercare.casework.delays.queries import (
    ExplanationCard,
    NewDateCard,
    explanations_of,
    new_dates_of,
)
from aftercare.casework.legal.actions import record_legal_step
from aftercare.casework.legal.queries import LegalStepRow, legal_steps_of
from aftercare.casework.pauses.actions import pause_case, resume_case
from aftercare.casework.pauses.queries import PauseCard, pauses_of
from aftercare.casework.resolutions import actions as resolutions
from aftercare.casework.resolutions.queries import (
    FindingRow,
    LikeSettlements,
    MoneyCard,
    ResolutionRow,
    findings_of,
    like_settlements,
    money_card,
    resolutions_of,
)
from aftercare.feedback.followups import actions as followups
from aftercare.feedback.followups.queries import FollowUpRow, follow_ups_of
from aftercare.foundation.files.actions import store_file
from aftercare.foundation.files.queries import FileBrief, open_file
from aftercare.web.kit.requests import Request

from . import shapes
from .door import deed
from .shapes import PROBLEMS, Done, Id, Made

router = Router(tags=["handling"])


@router.get("/{case_id}/contacts", response={200: list[ContactRow], **PROBLEMS})
def list_contacts(request: Request, case_id: Id) -> Sequence[ContactRow]:
    """Calls, messages and notes of a case, oldest first."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return contacts_of(actor=request.actor, case=case)


@deed(router, "/{case_id}/contacts", out=ContactRow, status=201)
def log_contact(request: Request, case_id: Id, body: shapes.ContactIn) -> ContactRow:
    """A real outbound contact meets the promise of a reply; a repeated `client_ref` is the same."""
    return conversation.log_contact(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )


@deed(router, "/{case_id}/notes", out=ContactRow, status=201)
def add_note(request: Request, case_id: Id, body: shapes.NoteIn) -> ContactRow:
    """Adds an internal note; the customer never sees it."""
    return conversation.add_note(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )


@router.get("/{case_id}/promises", response={200: list[ClockCard], **PROBLEMS})
def list_promises(request: Request, case_id: Id) -> Sequence[ClockCard]:
    """The promises of a case with their clocks: due, spent, left, late by."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return clocks_of(actor=request.actor, case=case, now=request.now)


@router.get("/{case_id}/promises/{clock_id}", response={200: Explanation, **PROBLEMS})
def explain_promise(request: Request, case_id: Id, clock_id: Id) -> Explanation:
    """Why it falls due when it does: pack, version, clause, start, every day or interval."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return explanation_of(actor=request.actor, case=case, clock_id=clock_id, now=request.now)


@deed(router, "/{case_id}/promises/{clock_id}/new-date", out=Done)
def new_date(request: Request, case_id: Id, clock_id: Id, body: shapes.NewDateIn) -> Done:
    """Tells the customer a later date beforehand, with the reason; both dates are kept."""
    promise_new_date(
        actor=request.actor, case_id=case_id, clock_id=clock_id, now=request.now, **body.dict()
    )
    return Done()


@deed(router, "/{case_id}/promises/{clock_id}/explanation", out=Done)
def explain_lateness(
    request: Request, case_id: Id, clock_id: Id, body: shapes.ReasonOfBreachIn
) -> Done:
    """Says why a promise was not kept; 409 while it is not broken."""
    explain_breach(
        actor=request.actor, case_id=case_id, clock_id=clock_id, now=request.now, **body.dict()
    )
    return Done()


@deed(router, "/{case_id}/kept-promises", out=Done)
def keep_promise(request: Request, case_id: Id, body: shapes.KeptIn) -> Done:
    """That an appointment was made or help arranged, and how one can tell."""
    meet_clock(actor=request.actor, case_id=case_id, now=request.now, **body.dict())
    return Done()


@deed(router, "/{case_id}/agreed-dates", out=Done)
def agree_on_date(request: Request, case_id: Id, body: shapes.AgreedDateIn) -> Done:
    """A date for what the policy leaves to the time agreed with the customer."""
    agree_date(actor=request.actor, case_id=case_id, now=request.now, **body.dict())
    return Done()


@router.get("/{case_id}/new-dates", response={200: list[NewDateCard], **PROBLEMS})
def list_new_dates(request: Request, case_id: Id) -> Sequence[NewDateCard]:
    """Dates that were moved, with the former one, the reason, and how the customer was told."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return new_dates_of(actor=request.actor, case=case)


@router.get("/{case_id}/explanations", response={200: list[ExplanationCard], **PROBLEMS})
def list_explanations(request: Request, case_id: Id) -> Sequence[ExplanationCard]:
    """Why promises of the case were broken, and who said so when."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return explanations_of(actor=request.actor, case=case)


@router.get("/{case_id}/legal-steps", response={200: list[LegalStepRow], **PROBLEMS})
def list_legal_steps(request: Request, case_id: Id) -> Sequence[LegalStepRow]:
    """The facts from which limits of the law count on the case, and those that ended them."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return legal_steps_of(actor=request.actor, case=case)


@deed(router, "/{case_id}/legal-steps", out=Made, status=201)
def add_legal_step(request: Request, case_id: Id, body: shapes.LegalStepIn) -> Made:
    """Goods that came back, a refund paid, a mediation, a report: starts or ends a legal limit."""
    made = record_legal_step(actor=request.actor, case_id=case_id, now=request.now, **body.dict())
    return Made(id=made)


@router.get("/{case_id}/pauses", response={200: list[PauseCard], **PROBLEMS})
def list_pauses(request: Request, case_id: Id) -> Sequence[PauseCard]:
    """The pauses of a case, oldest first, with reason and longest end."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return pauses_of(actor=request.actor, case=case, now=request.now)


@deed(router, "/{case_id}/pauses", out=Done)
def pause(request: Request, case_id: Id, body: shapes.PauseIn) -> Done:
    """Stops the clocks for a reason that the policy of the case allows."""
    pause_case(actor=request.actor, case_id=case_id, now=request.now, **body.dict())
    return Done()


@deed(router, "/{case_id}/pauses/end", out=Done)
def resume(request: Request, case_id: Id) -> Done:
    """Ends the open pause; the clocks run again."""
    resume_case(actor=request.actor, case_id=case_id, now=request.now)
    return Done()


@router.get("/{case_id}/findings", response={200: list[FindingRow], **PROBLEMS})
def list_findings(request: Request, case_id: Id) -> Sequence[FindingRow]:
    """What was found out about the cause, and who is liable."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return findings_of(actor=request.actor, case=case)


@deed(router, "/{case_id}/findings", out=CaseBrief)
def record_findings(request: Request, case_id: Id, body: shapes.FindingsIn) -> CaseBrief:
    """Records the cause, who is liable and the evidence."""
    return resolutions.record_findings(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )


@router.get("/{case_id}/resolutions", response={200: list[ResolutionRow], **PROBLEMS})
def list_resolutions(request: Request, case_id: Id) -> Sequence[ResolutionRow]:
    """All resolutions, compared by cost and by how well they may please."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return resolutions_of(actor=request.actor, case=case)


@router.get("/{case_id}/settlements", response={200: LikeSettlements, **PROBLEMS})
def read_settlements(request: Request, case_id: Id) -> LikeSettlements:
    """What like cases were settled with within a year; `is_small` where few say little."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return like_settlements(actor=request.actor, case=case, now=request.now)


@router.get("/{case_id}/compensation", response={200: MoneyCard, **PROBLEMS})
def read_compensation(request: Request, case_id: Id) -> MoneyCard:
    """What the policy of the case gives in money, and how much you may promise alone."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return money_card(actor=request.actor, case=case)


@deed(router, "/{case_id}/resolutions", out=Made, status=201)
def add_resolution(request: Request, case_id: Id, body: shapes.OptionIn) -> Made:
    """Money needs its `ground`, and a `beyond_reason` where the policy's table says otherwise."""
    made = resolutions.add_option(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )
    return Made(id=made)


@deed(router, "/{case_id}/resolutions/{resolution_id}/proposal", out=CaseBrief)
def propose(request: Request, case_id: Id, resolution_id: Id, body: shapes.VersionIn) -> CaseBrief:
    """To the customer, or first to those whose approval its sum needs."""
    return resolutions.propose_resolution(
        actor=request.actor,
        case_id=case_id,
        version=body.version,
        resolution_id=resolution_id,
        now=request.now,
    )


@deed(router, "/{case_id}/resolutions/{resolution_id}/withdrawal", out=Done)
def withdraw(request: Request, case_id: Id, resolution_id: Id) -> Done:
    """Withdraws a resolution that nobody has agreed to yet."""
    resolutions.withdraw_option(
        actor=request.actor, case_id=case_id, resolution_id=resolution_id, now=request.now
    )
    return Done()


@deed(router, "/{case_id}/resolutions/{resolution_id}/approval", out=CaseBrief)
def approve(request: Request, case_id: Id, resolution_id: Id, body: shapes.CommentIn) -> CaseBrief:
    """Approves a resolution above the limit, as the next in its short path."""
    return resolutions.approve_resolution(
        actor=request.actor,
        case_id=case_id,
        resolution_id=resolution_id,
        now=request.now,
        **body.dict(),
    )


@deed(router, "/{case_id}/resolutions/{resolution_id}/declining", out=CaseBrief)
def decline(request: Request, case_id: Id, resolution_id: Id, body: shapes.CommentIn) -> CaseBrief:
    """Declines a resolution that waits for approval, with the reason."""
    return resolutions.decline_resolution(
        actor=request.actor,
        case_id=case_id,
        resolution_id=resolution_id,
        now=request.now,
        **body.dict(),
    )


@deed(router, "/{case_id}/resolutions/{resolution_id}/consent", out=CaseBrief)
def consent(request: Request, case_id: Id, resolution_id: Id, body: shapes.ConsentIn) -> CaseBrief:
    """The customer agreed; `reference` names the recording, document or message that proves it."""
    return resolutions.record_consent(
        actor=request.actor,
        case_id=case_id,
        resolution_id=resolution_id,
        now=request.now,
        **body.dict(),
    )


@deed(router, "/{case_id}/resolutions/{resolution_id}/refusal", out=CaseBrief)
def refuse(request: Request, case_id: Id, resolution_id: Id, body: shapes.ConsentIn) -> CaseBrief:
    """Records that the customer refused, and why; a second talk follows."""
    return resolutions.record_refusal(
        actor=request.actor,
        case_id=case_id,
        resolution_id=resolution_id,
        now=request.now,
        **body.dict(),
    )


@deed(router, "/{case_id}/result", out=CaseBrief)
def carry_out(request: Request, case_id: Id, body: shapes.CarryOutIn) -> CaseBrief:
    """What was agreed has been done: the case is resolved."""
    return resolutions.carry_out_resolution(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )


@deed(router, "/{case_id}/answer", out=CaseBrief)
def answer(request: Request, case_id: Id, body: shapes.AnswerIn) -> CaseBrief:
    """Answers a consultation; the promise to answer is met by it."""
    return resolutions.answer_question(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )


@router.get("/{case_id}/follow-ups", response={200: list[FollowUpRow], **PROBLEMS})
def list_follow_ups(request: Request, case_id: Id) -> Sequence[FollowUpRow]:
    """Every asking after a resolution of the case, oldest first."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return follow_ups_of(actor=request.actor, case=case)


@deed(router, "/{case_id}/follow-ups", out=Done)
def record_follow_up(request: Request, case_id: Id, body: shapes.FollowUpIn) -> Done:
    """The customer's answer; an unhappy one brings the case back, one level up."""
    followups.record_follow_up(actor=request.actor, case_id=case_id, now=request.now, **body.dict())
    return Done()


@deed(router, "/{case_id}/follow-ups/tries", out=Done)
def record_try(request: Request, case_id: Id, body: shapes.FollowUpTryIn) -> Done:
    """Records that the customer was called for the follow-up and not reached."""
    followups.record_follow_up_try(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )
    return Done()


@router.get("/{case_id}/files", response={200: list[AttachmentRow], **PROBLEMS})
def list_files(request: Request, case_id: Id) -> Sequence[AttachmentRow]:
    """Files of a case: name, kind and size; the content has its own address."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return attachments_of(actor=request.actor, case=case)


@deed(router, "/{case_id}/files", out=FileBrief, status=201)
def add_file(request: Request, case_id: Id, file: File[UploadedFile]) -> FileBrief:
    """A photo or document; judged by its content, pictures lose their hidden data."""
    stored = store_file(
        actor=request.actor, name=file.name or "", content=file.read(), now=request.now
    )
    conversation.attach_files(
        actor=request.actor, case_id=case_id, file_ids=[stored.id], now=request.now
    )
    return stored


@router.get("/{case_id}/files/{attachment_id}/content", response={200: bytes, **PROBLEMS})
def read_file(request: Request, case_id: Id, attachment_id: Id) -> HttpResponse:
    """The content of one file."""
    case = case_brief(actor=request.actor, case_id=case_id)
    row = attachment(actor=request.actor, case=case, attachment_id=attachment_id)
    opened = open_file(actor=request.actor, file_id=row.file.id)
    return FileResponse(opened.stream, as_attachment=True, filename=row.file.name)  # type: ignore[return-value]
