"""Cases: found, read, taken in, classified, given, closed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field

from aftercare.casework.assignment import actions as assignment
from aftercare.casework.cases import actions, queries
from aftercare.casework.cases.events import Classification
from aftercare.casework.cases.queries import CaseBrief, CaseFilter, Order
from aftercare.casework.doubles.queries import Likely, Matter, likely_doubles
from aftercare.casework.intake.actions import (
    Registered,
    register_again,
    register_case,
    renew_code,
)
from aftercare.casework.intake.queries import Intake, follow_token
from aftercare.casework.packages.events import FaultSaid, OrderSaid, PackageSaid
from aftercare.casework.relations import actions as relations
from aftercare.casework.relations.queries import RelatedCase, related_cases
from aftercare.casework.triage.actions import confirm_triage
from aftercare.foundation.audit.queries import EntryRow, history
from aftercare.foundation.pages import Page
from aftercare.web.kit.requests import Request

from . import shapes
from .door import deed
from .shapes import PROBLEMS, Cursor, Id

router = Router(tags=["cases"])
Limit = Annotated[int, Field(ge=1, le=200)]


class FilterIn(shapes.In):
    """Empty narrows nothing; several values of one name are alternatives."""

    is_open: bool | None = None
    stages: list[shapes.Stage] = Field([], alias="stage")
    kinds: list[shapes.Kind] = Field([], alias="kind")
    categories: list[shapes.Category] = Field([], alias="category")
    lines: Annotated[list[shapes.Word], Field(max_length=20)] = Field([], alias="product_line")
    levels: list[shapes.Level] = Field([], alias="level")
    severities: list[shapes.Severity] = Field([], alias="severity")
    urgent: bool | None = None
    safety: bool | None = None
    owner_id: Id | None = None
    customer_id: Id | None = None
    late: bool = False
    endangered: bool = False
    due_before: shapes.Moment | None = None
    received_from: shapes.Moment | None = None
    received_until: shapes.Moment | None = None
    text: shapes.Line = Field(
        "", alias="q", description="A number, phone, phone tail, order number, name or words."
    )


class AlikeIn(shapes.In):
    """What a case is about to be registered with, as far as it is known."""

    text: shapes.Sentence = ""
    customer_id: Id | None = None
    phone: Annotated[str, shapes.fits(30)] = ""
    address: Annotated[str, shapes.fits(200)] = ""
    unit_id: Id | None = None
    order_no: Annotated[str, shapes.fits(60)] = ""


@router.get("", response={200: shapes.CasesPage, **PROBLEMS})
def list_cases(
    request: Request,
    narrowed: Query[FilterIn],
    order: Order = Order.NEWEST,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Page[queries.CaseRow]:
    """Cases in sight, newest first or least time left first, page by page."""
    return queries.case_page(
        actor=request.actor,
        narrowed=CaseFilter(**narrowed.dict()),
        order=order,
        cursor=cursor,
        limit=limit,
        now=request.now,
    )


@deed(router, "", out=shapes.RegisteredOut, status=201)
def register(request: Request, body: shapes.RegisterIn) -> shapes.RegisteredOut:
    """A new case with its owner, its triage and its clocks, all or nothing."""
    intake = intake_of(request, body.dict())
    return told(request, register_case(actor=request.actor, intake=intake, now=request.now))


def intake_of(request: Request, said: dict[str, Any]) -> Intake:
    key = said.pop("external_key")
    packages = said.pop("packages")
    said["packages"] = None if packages is None else order_said(packages)
    return Intake(intake_key=f"api:{request.actor.user_id}:{key}" if key else None, **said)


def order_said(said: dict[str, Any]) -> OrderSaid:
    packages = [
        PackageSaid(faults=[FaultSaid(**fault) for fault in one.pop("faults")], **one)
        for one in said["packages"]
    ]
    return OrderSaid(count=said["count"], waybill=said["waybill"], packages=packages)


def told(request: Request, registered: Registered) -> shapes.RegisteredOut:
    token = follow_token(actor=request.actor, case_id=registered.case.id)
    return shapes.RegisteredOut(
        case=registered.case,
        code=registered.code,
        is_new=registered.is_new,
        follow_url=request.build_absolute_uri(reverse("portal:follow", args=[token])),
    )


@router.get("/duplicates", response={200: list[Likely], **PROBLEMS})
def list_duplicates(request: Request, matter: Query[AlikeIn]) -> Sequence[Likely]:
    """Cases of the last days that may be the same matter, also those of other customers.

    `signs` say what speaks for it: the unit, the order, the customer, the address, the words.
    """
    return likely_doubles(actor=request.actor, matter=Matter(**matter.dict()), now=request.now)


@router.get("/by-number/{number}", response={200: CaseBrief, **PROBLEMS})
def read_case_by_number(request: Request, number: shapes.Word) -> CaseBrief:
    """One case by the number that people know; a merged number leads to its own case."""
    case_id = queries.case_id_of(actor=request.actor, number=number)
    return queries.case_brief(actor=request.actor, case_id=case_id)


@router.get("/{case_id}", response={200: CaseBrief, **PROBLEMS})
def read_case(request: Request, case_id: Id) -> CaseBrief:
    """One case with its classification, owner, state and dates; personal data masked."""
    return queries.case_brief(actor=request.actor, case_id=case_id)


@deed(router, "/{case_id}/edit", out=CaseBrief)
def edit_case(request: Request, case_id: Id, body: shapes.EditIn) -> CaseBrief:
    """Corrects subject, description, product and order number: what is sent is what stands."""
    return actions.edit_case(actor=request.actor, case_id=case_id, now=request.now, **body.dict())


@router.get("/{case_id}/history", response={200: shapes.EntriesPage, **PROBLEMS})
def read_history(
    request: Request, case_id: Id, cursor: Cursor = "", limit: Limit = 50
) -> Page[EntryRow]:
    """Who did what, when, latest first; each entry carries the hash of its chain."""
    case = queries.case_brief(actor=request.actor, case_id=case_id)
    return history(actor=request.actor, subject=f"case:{case.id}", cursor=cursor, limit=limit)


@router.get("/{case_id}/related", response={200: list[RelatedCase], **PROBLEMS})
def list_related(request: Request, case_id: Id) -> Sequence[RelatedCase]:
    """Cases linked with this one, and the one it was merged into."""
    case = queries.case_brief(actor=request.actor, case_id=case_id)
    return related_cases(actor=request.actor, case=case)


@deed(router, "/{case_id}/classification", out=CaseBrief)
def classify(request: Request, case_id: Id, body: shapes.ClassifyIn) -> CaseBrief:
    """Confirms or changes what the case is about; its promises are counted anew from the start."""
    said = body.dict()
    version, safety, reason = (said.pop(name) for name in ("version", "safety", "reason"))
    case = queries.case_brief(actor=request.actor, case_id=case_id)
    classification: Classification = replace(case.classification, **said)
    return confirm_triage(
        actor=request.actor,
        case_id=case_id,
        version=version,
        classification=classification,
        safety=safety,
        reason=reason,
        now=request.now,
    )


@deed(router, "/{case_id}/owner", out=CaseBrief)
def assign(request: Request, case_id: Id, body: shapes.OwnerIn) -> CaseBrief:
    """Gives the case to somebody; both sides and the head are told."""
    return assignment.assign_case(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )


@deed(router, "/{case_id}/taking", out=CaseBrief)
def take(request: Request, case_id: Id, body: shapes.VersionIn) -> CaseBrief:
    """Takes a case over: the token's owner answers for it from now on."""
    return assignment.take_case(
        actor=request.actor, case_id=case_id, version=body.version, now=request.now
    )


@deed(router, "/{case_id}/closing", out=CaseBrief)
def close(request: Request, case_id: Id, body: shapes.VersionIn) -> CaseBrief:
    """Closes a case; 409 with `missing` where something is still missing."""
    return actions.close_case(
        actor=request.actor, case_id=case_id, version=body.version, now=request.now
    )


@deed(router, "/{case_id}/reopening", out=CaseBrief)
def reopen(request: Request, case_id: Id, body: shapes.ReasonIn) -> CaseBrief:
    """Takes the case up again, with the reason; its clocks go on."""
    return actions.reopen_case(actor=request.actor, case_id=case_id, now=request.now, **body.dict())


@deed(router, "/{case_id}/new-case", out=shapes.RegisteredOut, status=201)
def again(request: Request, case_id: Id, body: shapes.NewCaseIn) -> shapes.RegisteredOut:
    """A settled matter came back too late to be reopened: a new case, linked to it."""
    intake = Intake(**body.dict())
    return told(request, register_again(actor=request.actor, case_id=case_id, intake=intake,
                                        now=request.now))  # fmt: skip


@deed(router, "/{case_id}/merge", out=CaseBrief)
def merge(request: Request, case_id: Id, body: shapes.MergeIn) -> CaseBrief:
    """Ends this case as a double of another; both numbers go on working."""
    return relations.merge_cases(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )


@deed(router, "/{case_id}/links", out=shapes.Done)
def link(request: Request, case_id: Id, body: shapes.LinkIn) -> shapes.Done:
    """Links two cases that belong together; both show it."""
    relations.link_cases(actor=request.actor, case_id=case_id, now=request.now, **body.dict())
    return shapes.Done()


class CodeOut(Schema):
    code: str


@deed(router, "/{case_id}/code", out=CodeOut)
def new_code(request: Request, case_id: Id) -> CodeOut:
    """A new access code for the customer; the old one works no more."""
    return CodeOut(code=renew_code(actor=request.actor, case_id=case_id, now=request.now))
