from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief
from aftercare.foundation.actor import Actor, ActorKind
from aftercare.foundation.errors import NotFound
from aftercare.foundation.files.queries import FileBrief, file_briefs
from aftercare.foundation.kept import asked_once
from aftercare.foundation.spans import Span, within

from .models import CONTACT_CHANNEL_CHOICES, Attachment, Contact, old_recordings

__all__ = ["CONTACT_CHANNEL_CHOICES"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    id: int
    channel: str
    outbound: bool
    reached: bool
    public: bool
    text: str
    by_member_id: int | None
    by_name: str
    recording_ref: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRow:
    id: int
    contact_id: int | None
    file: FileBrief
    caption: str
    public: bool
    attached_at: datetime


def contacts_of(*, actor: Actor, case: CaseBrief) -> list[ContactRow]:
    """All that was said, oldest first; a customer gets the public part."""
    actor.must(SEE_CASES)
    return [row_of(contact) for contact in _contacts(actor, case.id)]


def contacts_between(
    *, actor: Actor, case_ids: Collection[int], span: Span
) -> list[tuple[int, str, ContactRow]]:
    """What was said on any of several cases in sight, latest first.

    Each with its case's id, and the name of who of us spoke or wrote.
    """
    actor.must(SEE_CASES)
    found = Contact.objects.shown_to(actor).filter(case_id__in=case_ids)
    rows = within(found.select_related("by_member"), span)[: span.limit]
    return [
        (one.case_id, one.by_member.name if one.by_member else one.by_name, row_of(one))
        for one in rows
    ]


def attachments_of(*, actor: Actor, case: CaseBrief) -> list[AttachmentRow]:
    actor.must(SEE_CASES)
    to_customer = actor.kind is ActorKind.CUSTOMER
    found = [row for row in _attachments(case.id) if row.public or not to_customer]
    files = file_briefs(actor=actor, ids=[row.file_id for row in found])
    return [
        AttachmentRow(
            id=row.id,
            contact_id=row.contact_id,
            file=files[row.file_id],
            caption=row.caption,
            public=row.public,
            attached_at=row.attached_at,
        )
        for row in found
    ]


def number_of_recordings(*, actor: Actor, before: datetime, but: Collection[int]) -> int:
    """References to recordings of calls before a moment, `but` of these cases."""
    actor.must(SEE_CASES)
    return old_recordings(before=before, but=but).count()


def cases_of_files(*, actor: Actor, file_ids: Iterable[int]) -> list[tuple[int, int]]:
    """(file, case) of every case that has one of these; for comparing, whoever may see them."""
    del actor
    found = Attachment.objects.filter(file_id__in=set(file_ids)).order_by("file_id", "case_id")
    return list(found.values_list("file_id", "case_id"))


def attachment(*, actor: Actor, case: CaseBrief, attachment_id: int) -> AttachmentRow:
    """One file of a case that the actor may see. Raises NotFound."""
    for row in attachments_of(actor=actor, case=case):
        if row.id == attachment_id:
            return row
    raise NotFound(_("There is no such file."))


@asked_once
def _contacts(actor: Actor, case_id: int) -> QuerySet[Contact]:
    return Contact.objects.shown_to(actor).filter(case_id=case_id).order_by("at", "id")


@asked_once
def _attachments(case_id: int) -> QuerySet[Attachment]:
    return Attachment.objects.filter(case_id=case_id).order_by("id")


def row_of(contact: Contact) -> ContactRow:
    return ContactRow(**{name: getattr(contact, name) for name in ContactRow.__slots__})
