"""A visit on which somebody stands at the door, for the tests of what is noted there."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from PIL import Image

from aftercare.fieldservice.appointments.actions import begin_work, book, hold_slot
from aftercare.fieldservice.appointments.queries import AppointmentBrief, Offer, SeatDraft
from aftercare.fieldservice.records import actions
from aftercare.fieldservice.records.queries import NoteBrief, RecordCard, record_of, stop_of
from aftercare.fieldservice.workorders.actions import open_order
from aftercare.fieldservice.workorders.queries import OrderBrief, OrderDraft, norm_of
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.files.actions import store_file
from tests.makers import FRIDAY, Company, complaint, person

HOUR = timedelta(hours=1)
THERE = FRIDAY + timedelta(days=1)  # a Saturday, ten o'clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One visit under way: who stands there, for which order."""

    technician: Actor
    order: OrderBrief
    visit: AppointmentBrief

    def said(self, what: str, *, ref: UUID | None = None, **values: Any) -> NoteBrief:
        """One note by its action, with a reference of its own unless one is given."""
        now = values.pop("now", THERE)
        write: Callable[..., NoteBrief] = getattr(actions, what)
        return write(actor=self.technician, appointment_id=self.visit.id,
                     client_ref=ref or uuid4(), said_at=values.pop("said_at", now), now=now,
                     **values)  # fmt: skip

    def photo(self, shows: str = "before", **values: Any) -> NoteBrief:
        return self.said("attach_photo", shows=shows, file_id=picture(self.technician), **values)

    def noted_all(self) -> None:
        """Everything but the signature."""
        norm = norm_of(actor=SYSTEM, job=self.order.job, product_line=self.order.product_line,
                       goods=self.order.goods)  # fmt: skip
        for step in norm.checklist:
            self.said("check_step", step=step.code, answer="done")
            if step.needs_photo:
                self.photo("other", step=step.code)
        for one in norm.photos:
            self.photo(one.code)
        self.said("note_findings", work="更换启动电容", tested="试机正常")

    def card(self) -> RecordCard:
        stop = stop_of(actor=self.technician, appointment_id=self.visit.id)
        return record_of(actor=self.technician, order=stop.order, visit=stop.visit)


def picture(actor: Actor, now: datetime = THERE) -> int:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return store_file(actor=actor, name="photo.jpg", content=out.getvalue(), now=now).id


def at_the_door(company: Company, *, begun: bool = True, at: datetime = THERE) -> Door:
    """A technician of the east has begun to work on somebody's air conditioner."""
    told = at - timedelta(days=1)
    technician = person("tech", "罗工", "technician", company.east, on_call=False)
    case = complaint(company.agent, kind="repair", product_line="appliance", now=told,
                     product_text="壁挂空调", address="上海市闵行区示例路88号").case  # fmt: skip
    order = open_order(actor=company.agent, case_id=case.id, draft=OrderDraft(job="repair"),
                       now=told)  # fmt: skip
    visit = visited(company.agent, order, technician.staff_id or 0, at, now=told)
    if begun:
        visit = begin_work(actor=technician, appointment_id=visit.id, now=at)
    return Door(technician=technician, order=order, visit=visit)


def visited(
    actor: Actor, order: OrderBrief, technician_id: int, at: datetime, *, now: datetime
) -> AppointmentBrief:
    """Told to the customer: within two hours from then on."""
    seat = SeatDraft(technician_id=technician_id, starts_at=at, ends_at=at + HOUR)
    offer = Offer(window_from=at, window_until=at + 2 * HOUR, seats=[seat])
    held = hold_slot(actor=actor, order_id=order.id, offer=offer, now=now)
    return book(actor=actor, appointment_id=held.id, agreed_by="phone", now=now)
