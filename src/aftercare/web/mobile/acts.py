"""What a technician may send from the door: the form of each act, and the action that it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms as plain

from aftercare.customers.homes.queries import HomeFacts
from aftercare.fieldservice.appointments.actions import arrive, begin_work, depart, end_visit
from aftercare.fieldservice.appointments.queries import Outcome
from aftercare.fieldservice.onsite.actions import (
    agree_price,
    book_next_visit,
    decline_price,
    end_declined,
    fit_part,
    keep_old_part,
    miss_customer,
    note_home_seen,
    take_money,
    take_part_out,
)
from aftercare.fieldservice.records.actions import (
    attach_photo,
    check_step,
    complete_visit,
    note_findings,
    show_customer,
    sign_record,
)
from aftercare.fieldservice.reminders.actions import announce_delay
from aftercare.foundation.actor import Actor
from aftercare.web.kit.files import kept_files
from aftercare.web.kit.homes import HomeForm

from . import forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One post: who, on which visit, when it was noted there, and what was filled in."""

    actor: Actor
    visit: int
    client_ref: UUID
    said_at: datetime
    now: datetime
    values: Mapping[str, Any]

    def frame(self) -> dict[str, Any]:
        return {"actor": self.actor, "appointment_id": self.visit, "now": self.now}

    def note(self) -> dict[str, Any]:
        return self.frame() | {"client_ref": self.client_ref, "said_at": self.said_at}

    def once(self) -> dict[str, Any]:
        return self.frame() | {"client_ref": self.client_ref}

    def stored(self) -> dict[str, Any]:
        """The values, and the file among them as the id of what was stored."""
        rest = {name: value for name, value in self.values.items() if name != "file"}
        sent = [self.values["file"]] if self.values["file"] else []
        files = kept_files(actor=self.actor, files=sent, now=self.now)
        return rest | {"file_id": files[0] if files else None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    form: type[plain.Form]
    perform: Callable[[Sent], object]


def _departed(sent: Sent) -> None:
    """On the way one may have to call."""
    depart(at=sent.said_at, **sent.frame())
    show_customer(**sent.frame())


def _ended(outcome: Outcome) -> Callable[[Sent], object]:
    return lambda sent: end_visit(outcome=outcome, at=sent.said_at, **sent.frame(), **sent.values)


ACTS = {
    "depart": Act(form=forms.Nothing, perform=_departed),
    "arrive": Act(form=forms.Nothing, perform=lambda sent: arrive(at=sent.said_at, **sent.frame())),
    "begin": Act(
        form=forms.Nothing, perform=lambda sent: begin_work(at=sent.said_at, **sent.frame())
    ),
    "step": Act(form=forms.Step, perform=lambda sent: check_step(**sent.note(), **sent.values)),
    "photo": Act(
        form=forms.Picture, perform=lambda sent: attach_photo(**sent.note(), **sent.stored())
    ),
    "findings": Act(
        form=forms.Findings, perform=lambda sent: note_findings(**sent.note(), **sent.values)
    ),
    "found": Act(
        form=forms.Found, perform=lambda sent: note_findings(**sent.note(), **sent.values)
    ),
    "sign": Act(
        form=forms.Signature, perform=lambda sent: sign_record(**sent.note(), **sent.stored())
    ),
    "complete": Act(
        form=forms.Nothing,
        perform=lambda sent: complete_visit(said_at=sent.said_at, **sent.frame()),
    ),
    "late": Act(
        form=forms.Late,
        perform=lambda sent: announce_delay(minutes=sent.values["minutes"], **sent.frame()),
    ),
    "again": Act(form=forms.Again, perform=_ended(Outcome.AGAIN)),
    "nobody_home": Act(
        form=forms.NobodyHome, perform=lambda sent: miss_customer(**sent.note(), **sent.stored())
    ),
    "part": Act(form=forms.Part, perform=lambda sent: fit_part(**sent.once(), **sent.values)),
    "part_back": Act(
        form=forms.PartBack, perform=lambda sent: take_part_out(**sent.frame(), **sent.values)
    ),
    "old_part": Act(
        form=forms.OldPart, perform=lambda sent: keep_old_part(**sent.frame(), **sent.values)
    ),
    "agree": Act(
        form=forms.Agree, perform=lambda sent: agree_price(**sent.note(), **sent.stored())
    ),
    "decline": Act(
        form=forms.Decline, perform=lambda sent: decline_price(**sent.frame(), **sent.values)
    ),
    "off": Act(form=forms.Off, perform=lambda sent: end_declined(**sent.note(), **sent.stored())),
    "pay": Act(form=forms.Pay, perform=lambda sent: take_money(**sent.once(), **sent.values)),
    "next": Act(
        form=forms.Next, perform=lambda sent: book_next_visit(**sent.frame(), **sent.values)
    ),
    "home": Act(
        form=HomeForm,
        perform=lambda sent: note_home_seen(facts=HomeFacts(**sent.values), **sent.frame()),
    ),
    "customer": Act(form=forms.Nothing, perform=lambda sent: show_customer(**sent.frame())),
}
