"""What customers have."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from aftercare.customers.parties.queries import customers_by_phone, sight_of
from aftercare.customers.products.queries import model_ids_like
from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.files.queries import FileBrief, file_briefs
from aftercare.foundation.kept import asked_once
from aftercare.foundation.pages import Page, cursor_of, key_of

from .models import PROOF_CHOICES, ProofFile, Unit, ids_by_code

__all__ = ["PROOF_CHOICES"]

SEE_UNITS = view("units.see_units")
MOST_FOUND = 50
OF_PURCHASE = ("channel", "purchased_on", "proof", "sold_remotely")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitBrief:
    """One thing of a customer. `title`: brand and code, or what the customer calls it."""

    id: int
    customer_id: int
    model_id: int | None
    line_code: str
    title: str
    model_name: str
    category_word: str
    serial: str
    batch: str
    purchased_on: date | None
    channel: str
    order_no: str
    installed_on: date | None
    fitted_by_seller: bool | None
    made_on: date | None
    delivered_on: date | None
    proof: str
    sold_remotely: bool | None
    made_to_order: bool | None
    return_waived: bool | None
    paid_amount: Decimal | None

    @property
    def called(self) -> str:
        """Brand, code and name of the model, or the customer's own words: each once."""
        return " ".join(dict.fromkeys(filter(None, (self.title, self.model_name))))

    @property
    def goods(self) -> str:
        """What it is, in words, as tables of entitlements look for it."""
        return " ".join(filter(None, (self.category_word, self.model_name, self.title)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofRow:
    id: int
    file: FileBrief
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseCard:
    """Things bought together; what is not the same for all is None, and named in `differing`."""

    order_no: str
    channel: str | None
    purchased_on: date | None
    proof: str | None
    sold_remotely: bool | None
    differing: list[str]
    paid_amount: Decimal | None
    units: list[UnitBrief]


def units_of(*, actor: Actor, customer_id: int) -> list[UnitBrief]:
    """The newest purchase first."""
    actor.must(SEE_UNITS)
    return [brief_of(unit) for unit in _bought(actor, customer_id)]


def purchases_of(*, actor: Actor, customer_id: int) -> list[PurchaseCard]:
    """What was bought under one order number each, the newest first; one query."""
    orders: dict[str, list[UnitBrief]] = {}
    for unit in units_of(actor=actor, customer_id=customer_id):
        if unit.order_no:
            orders.setdefault(unit.order_no.upper(), []).append(unit)
    return [_purchase(units) for units in orders.values()]


def purchase_of(*, actor: Actor, customer_id: int, order_no: str) -> PurchaseCard:
    """All that came with one order. Raises NotFound."""
    wanted = order_no.strip().upper()
    for purchase in purchases_of(actor=actor, customer_id=customer_id):
        if purchase.order_no.upper() == wanted:
            return purchase
    raise NotFound(_("There is no such order of this customer."))


def units_of_caller(*, actor: Actor, phone: str) -> list[UnitBrief]:
    """What they have whom the full number recognises, in sight or not: for taking down a case."""
    actor.must(SEE_UNITS)
    callers = [one.id for one in customers_by_phone(actor=actor, digits=phone)]
    units = Unit.objects.select_related("product_model__line").filter(customer_id__in=callers)
    return [brief_of(unit) for unit in units.order_by("-id")]


def unit_brief(*, actor: Actor, unit_id: int) -> UnitBrief:
    actor.must(SEE_UNITS)
    unit = _units(actor).filter(id=unit_id).first()
    if unit is None:
        raise NotFound(_("There is no such product of a customer."))
    return brief_of(unit)


def unit_briefs(*, actor: Actor, ids: Iterable[int]) -> dict[int, UnitBrief]:
    """By id; one query."""
    actor.must(SEE_UNITS)
    return {unit.id: brief_of(unit) for unit in _units(actor).filter(id__in=set(ids))}


def units_by_code(*, actor: Actor, code: str, limit: int = MOST_FOUND) -> list[UnitBrief]:
    """By serial number or its beginning, by order number, or by the code of the model.

    Letters large or small; in the code of a model, marks do not count. Whose number is just this
    comes first, then the newest.
    """
    actor.must(SEE_UNITS)
    asked = code.strip().upper()
    if not asked:
        return []
    ids = ids_by_code(asked, model_ids=model_ids_like(actor=SYSTEM, code=asked))
    found: dict[int, UnitBrief] = {}
    for some in (ids[: limit * 2], ids[limit * 2 :]):  # mostly the first of them are in sight
        if some and len(found) < limit:
            found |= {unit.id: brief_of(unit) for unit in _units(actor).filter(id__in=some)}
    return [found[unit_id] for unit_id in ids if unit_id in found][:limit]


def units_by_serials(*, actor: Actor, serials: Iterable[str]) -> list[UnitBrief]:
    """All that bear one of these serial numbers, in sight or not: for knowing a thing again."""
    actor.must(SEE_UNITS)
    wanted = {serial.strip().upper() for serial in serials} - {""}
    units = Unit.objects.select_related("product_model__line").exclude(serial="")
    found = units.annotate(upper_serial=Upper("serial")).filter(upper_serial__in=wanted)
    return [brief_of(unit) for unit in found]


def units_of_customers(*, actor: Actor, ids: Iterable[int]) -> list[UnitBrief]:
    """What several customers have, in one query."""
    actor.must(SEE_UNITS)
    return [brief_of(unit) for unit in _units(actor).filter(customer_id__in=set(ids))]


def units_after(*, actor: Actor, last_id: int, limit: int) -> list[UnitBrief]:
    """The things in sight by number, from a number on."""
    actor.must(SEE_UNITS)
    found = _units(actor).filter(id__gt=last_id).order_by("id")[:limit]
    return [brief_of(unit) for unit in found]


def units_of_batch(
    *, actor: Actor, model_id: int, number: str, cursor: str = "", limit: int = 30
) -> Page[UnitBrief]:
    """Who has things of this batch: those in sight, the newest entry first (R-QR-02)."""
    actor.must(SEE_UNITS)
    named = _units(actor).annotate(upper_batch=Upper("batch")).exclude(batch="")
    found = named.filter(product_model_id=model_id, upper_batch=number.upper()).order_by("-id")
    if cursor:
        (last_id,) = key_of(cursor, parts=1)
        found = found.filter(id__lt=last_id)
    rows = [brief_of(unit) for unit in found[: limit + 1]]
    more = cursor_of(rows[limit - 1].id) if len(rows) > limit else None
    return Page(rows=rows[:limit], next_cursor=more)


def proofs_of(*, actor: Actor, unit_id: int) -> list[ProofRow]:
    """The files that show the purchase, of a thing in sight. Two queries."""
    actor.must(SEE_UNITS)
    rows = list(ProofFile.objects.filter(unit_id=unit_id, unit__in=_units(actor)).order_by("id"))
    files = file_briefs(actor=actor, ids=[row.file_id for row in rows])
    return [
        ProofRow(id=row.id, file=files[row.file_id], added_at=row.added_at)
        for row in rows
        if row.file_id in files
    ]


def owners_of_files(*, actor: Actor, file_ids: Iterable[int]) -> list[tuple[int, int]]:
    """(file, customer) of every thing that has one of these as its proof of purchase."""
    del actor
    found = ProofFile.objects.filter(file_id__in=set(file_ids)).order_by("file_id", "id")
    return list(found.values_list("file_id", "unit__customer_id"))


def brief_of(unit: Unit) -> UnitBrief:
    model = unit.product_model
    return UnitBrief(
        id=unit.id,
        customer_id=unit.customer_id,
        model_id=unit.product_model_id,
        line_code=model.line.code if model else "",
        title=f"{model.brand} {model.code}" if model else unit.described_as,
        model_name=model.name if model else unit.described_as,
        category_word=model.category_word if model else "",
        serial=unit.serial,
        batch=unit.batch,
        purchased_on=unit.purchased_on,
        channel=unit.channel,
        order_no=unit.order_no,
        installed_on=unit.installed_on,
        fitted_by_seller=unit.fitted_by_seller,
        made_on=unit.made_on,
        delivered_on=unit.delivered_on,
        proof=unit.proof,
        sold_remotely=unit.sold_remotely,
        made_to_order=unit.made_to_order,
        return_waived=unit.return_waived,
        paid_amount=unit.paid_amount,
    )


def _purchase(units: list[UnitBrief]) -> PurchaseCard:
    said = {name: {getattr(unit, name) for unit in units} for name in OF_PURCHASE}
    common = {name: next(iter(v)) if len(v) == 1 else None for name, v in said.items()}
    paid = [unit.paid_amount for unit in units if unit.paid_amount is not None]
    return PurchaseCard(
        order_no=units[0].order_no,
        differing=[name for name, values in said.items() if len(values) > 1],
        paid_amount=sum(paid, Decimal(0)) if paid else None,
        units=sorted(units, key=lambda unit: unit.id),
        **common,
    )


@asked_once
def _bought(actor: Actor, customer_id: int) -> QuerySet[Unit]:
    return _units(actor).filter(customer_id=customer_id).order_by("-id")


def _units(actor: Actor) -> QuerySet[Unit]:
    in_sight = sight_of(actor=actor, path="customer_id")
    return Unit.objects.select_related("product_model__line").filter(in_sight)
