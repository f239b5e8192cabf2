"""What in a customer's past belongs to which part of it, and in which order it is told."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum


class Group(StrEnum):
    """By what a reader narrows a past to."""

    CASES = "cases"
    CONTACTS = "contacts"
    MESSAGES = "messages"
    VISITS = "visits"
    RETURNS = "returns"
    MONEY = "money"
    CONSENTS = "consents"
    GOODS = "goods"
    FILE = "file"


class Source(StrEnum):
    """Where it stands, latest first among what happened at one moment."""

    ENTRY = "entry"
    CONTACT = "contact"
    MESSAGE = "message"
    CASE = "case"
    PURCHASE = "purchase"


_TOLD: Mapping[Group, str] = {
    Group.CASES: "case.resolved case.closed case.reopened case.merged case.follow_up_answered"
    " case.external_opened case.external_ended case.answer_returned case.answered_at_once",
    Group.VISITS: "case.visit_agreed case.visit_begun case.visit_ended case.service_finished"
    " case.order_opened case.order_done case.order_called_off",
    Group.RETURNS: "case.claim_checked case.goods_inspected case.replacement_delivered",
    Group.MONEY: "case.legal_step case.resolution_carried_out",
    Group.CONSENTS: "case.resolution_offered case.customer_agreed case.customer_refused"
    " customer.wishes_noted",
    Group.GOODS: "unit.added unit.corrected unit.moved unit.registered unit.warranty_asked"
    " unit.label_issued unit.label_renewed unit.proof_attached unit.proof_removed",
    Group.FILE: "customer.registered customer.completed customer.corrected customer.merged"
    " customer.merge_undone customer.absorbed customer.released customer.phone_added"
    " customer.phone_removed customer.address_added customer.address_corrected"
    " customer.address_removed customer.contact_added customer.contact_corrected"
    " customer.contact_removed customer.revealed customer.home_noted",
}
GROUP_OF: Mapping[str, Group] = {
    verb: group for group, verbs in _TOLD.items() for verb in verbs.split()
}
_RANK = {source: place for place, source in enumerate(reversed(Source))}
Key = tuple[datetime, int, int]


def verbs_of(groups: Iterable[Group]) -> list[str]:
    """What the history calls what belongs to these groups."""
    wanted = set(groups)
    return [verb for verb, group in GROUP_OF.items() if group in wanted]


def key_of_one(at: datetime, source: Source, number: int) -> Key:
    """The place of one thing in the past; the greater, the later."""
    return at, _RANK[source], number


def rank_of(source: Source) -> int:
    return _RANK[source]
