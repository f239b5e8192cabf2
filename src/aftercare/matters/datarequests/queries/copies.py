"""All that is kept about one person, put together to be handed over (个人信息保护法 art. 45)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import (
    KIND_CHOICES,
    STAGE_CHOICES,
    CaseBrief,
    CaseFilter,
    case_briefs,
    case_page,
)
from aftercare.casework.conversation.queries import CONTACT_CHANNEL_CHOICES, contacts_of
from aftercare.customers.contacts.queries import contacts_of as people_of
from aftercare.customers.parties import queries as parties
from aftercare.customers.proofs.queries import texts_of
from aftercare.customers.units.queries import PROOF_CHOICES, units_of
from aftercare.foundation.actor import Actor, ActorKind
from aftercare.foundation.deliveries.queries import CHANNEL_CHOICES, messages_of
from aftercare.foundation.errors import NotAllowed
from aftercare.foundation.regions import region_name

from . import Section

AT_ONCE = 200
NOTE = "note"


def all_cases_of(*, actor: Actor, customer_id: int, now: datetime) -> list[CaseBrief]:
    """Every case of a customer that the actor may see, oldest first."""
    ids: list[int] = []
    cursor = ""
    while True:
        found = case_page(
            actor=actor, narrowed=CaseFilter(customer_id=customer_id), cursor=cursor,
            limit=AT_ONCE, now=now,
        )  # fmt: skip
        ids += [row.id for row in found.rows]
        cursor = found.next_cursor or ""
        if not cursor:
            break
    return sorted(case_briefs(actor=actor, ids=ids), key=lambda case: case.id)


def sections_of(*, actor: Actor, customer_id: int, now: datetime) -> list[Section]:
    """In clear: for the system alone, on behalf of an action that leaves the trace."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed("datarequests.sections_of")
    cases = all_cases_of(actor=actor, customer_id=customer_id, now=now)
    return [
        *_file(actor, customer_id, now),
        _things(actor, customer_id),
        _papers(actor, customer_id),
        _cases(cases),
        _said(actor, cases),
        _sent(actor, customer_id, cases),
    ]


def _file(actor: Actor, customer_id: int, now: datetime) -> Iterable[Section]:
    brief = parties.customer_brief(actor=actor, customer_id=customer_id)
    file = parties.files_of(actor=actor, ids=[customer_id])[customer_id]
    yield Section(
        code="file",
        title=_("Customer file"),
        columns=[_("What"), _("What is kept")],
        rows=[
            [_("Name"), file.name],
            [_("Phone"), "、".join(file.phones)],
            [_("E-mail"), file.email],
            [_("Address"), file.address],
            [_("Region"), region_name(brief.region)],
            [_("Customer kind"), str(dict(parties.KIND_CHOICES)[file.kind])],
            [_("Customer class"), str(dict(parties.GRADE_CHOICES)[file.grade])],
            [_("Note"), file.notes],
            [_("Registered"), _moment(brief.registered_at)],
        ],
    )
    clear = parties.CustomerClear(
        id=customer_id, name="", phone="", phones=[], email="", address="", notes="", until=now
    )
    more = people_of(actor=actor, customer=brief, clear=clear)
    yield Section(
        code="addresses",
        title=_("Further addresses and people"),
        columns=[_("Name"), _("What"), _("Phone"), _("E-mail")],
        rows=[[one.text, one.label, "", ""] for one in more.addresses]
        + [[one.name, one.role, one.phone, one.email] for one in more.people],
    )


def _things(actor: Actor, customer_id: int) -> Section:
    proofs = dict(PROOF_CHOICES)
    return Section(
        code="products",
        title=_("Products"),
        columns=[_("Product"), _("Serial number"), _("Bought on"), _("Channel"), _("Order number"),
                 _("Paid"), _("Proof of purchase")],
        rows=[
            [unit.title, unit.serial, _day(unit.purchased_on), unit.channel, unit.order_no,
             str(unit.paid_amount or ""), str(proofs.get(unit.proof, ""))]
            for unit in units_of(actor=actor, customer_id=customer_id)
        ],
    )  # fmt: skip


def _papers(actor: Actor, customer_id: int) -> Section:
    return Section(
        code="proofs",
        title=_("Proofs of purchase and what was read on them"),
        columns=[_("File"), _("What was read")],
        rows=[list(row) for row in texts_of(actor=actor, customer_id=customer_id)],
    )


def _cases(cases: Sequence[CaseBrief]) -> Section:
    kinds, stages = dict(KIND_CHOICES), dict(STAGE_CHOICES)
    return Section(
        code="cases",
        title=_("Cases"),
        columns=[_("Number"), _("Kind"), _("Received"), _("Matter"), _("What happened"),
                 _("State"), _("Result"), _("Closed")],
        rows=[
            [case.number, str(kinds[case.classification.kind]), _moment(case.received_at),
             case.subject, case.description, str(stages[case.stage]), case.result,
             _moment(case.closed_at)]
            for case in cases
        ],
    )  # fmt: skip


def _said(actor: Actor, cases: Sequence[CaseBrief]) -> Section:
    channels = dict(CONTACT_CHANNEL_CHOICES)
    return Section(
        code="contacts",
        title=_("Contacts"),
        columns=[_("Number"), _("When"), _("Channel"), _("Who"), _("Text")],
        rows=[
            [case.number, _moment(row.at), str(channels[row.channel]),
             _("We wrote or called") if row.outbound else _("You wrote"), row.text]
            for case in cases
            for row in contacts_of(actor=actor, case=case)
            if row.channel != NOTE
        ],
    )  # fmt: skip


def _sent(actor: Actor, customer_id: int, cases: Sequence[CaseBrief]) -> Section:
    channels = dict(CHANNEL_CHOICES)
    subjects = [f"customer:{customer_id}", *(f"case:{case.id}" for case in cases)]
    return Section(
        code="messages",
        title=_("Messages"),
        columns=[_("When"), _("Channel"), _("Recipient"), _("Subject")],
        rows=[
            [_moment(row.created_at), str(channels[row.channel]), row.recipient, row.subject]
            for subject in subjects
            for row in messages_of(actor=actor, about=subject)
        ],
    )  # fmt: skip


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def _day(on: object) -> str:
    return str(on or "")
