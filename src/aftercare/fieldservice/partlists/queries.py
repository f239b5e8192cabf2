"""Lines of tables of parts, prices of work and counted stock, held against what is known."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from django.utils.translation import override

from aftercare.customers.products.queries import lines
from aftercare.customers.registers.events import Finding, Record, Value, Verdict, Why
from aftercare.fieldservice.quotes.queries import price_lists
from aftercare.fieldservice.spares.queries import PartBrief, parts_by_codes, places
from aftercare.fieldservice.stores.queries import ShelfRow, stock_at
from aftercare.fieldservice.workorders.queries import JOB_CHOICES
from aftercare.foundation.actor import SYSTEM, Actor

__all__ = ["Finding", "Record"]

SPARES, PRICES, STOCK = "spares", "prices", "stock"
GRANTS = {SPARES: "spares.save_part", PRICES: "quotes.set_prices", STOCK: "stores.receive_parts"}
OF_PART = (
    "name", "measure", "price_amount", "suppliers", "product_lines", "warranty_days",
    "has_serials", "is_kept",
)  # fmt: skip
Lots = Mapping[tuple[int, int, str], Sequence[ShelfRow]]  # by place, part and batch
TRIP = "trip"
TRIP_WORDS = ("trip", "上门费", "上门服务费", "上门")


def compare(*, actor: Actor, target: str, records: Sequence[Record]) -> list[Finding]:
    """What each line is to us, in their order; a handful of queries for all of them."""
    actor.must(GRANTS[target])
    return _COMPARED[target](actor, records)


def line_codes(actor: Actor, words: Sequence[str]) -> dict[str, str]:
    """Codes of product lines by what a table calls them; what is unknown is left out."""
    names = {word.lower(): one.code for one in lines(actor=actor) for word in (one.code, one.name)}
    return {word: names[word.lower()] for word in words if word.lower() in names}


def job_of_words(words: str) -> str:
    """The code of what is charged, by its code or its name in either language; "" for none."""
    return _jobs().get(words.strip().lower(), "")


@cache
def _jobs() -> Mapping[str, str]:
    found = dict.fromkeys(TRIP_WORDS, TRIP)
    for language in ("zh-hans", "en"):
        with override(language):
            found |= {str(label).lower(): code for code, label in JOB_CHOICES}
    return found | {code: code for code, _label in JOB_CHOICES}


def _spares(actor: Actor, records: Sequence[Record]) -> list[Finding]:
    known = parts_by_codes(actor=SYSTEM, codes=[record.text("code") for record in records])
    words = [word for record in records for word in record.many("product_lines")]
    codes = line_codes(actor, words)
    return [_spare(record, known.get(record.text("code").upper()), codes) for record in records]


def _spare(record: Record, part: PartBrief | None, codes: Mapping[str, str]) -> Finding:
    if any(word not in codes for word in record.many("product_lines")):
        return Finding(verdict=Verdict.WRONG, why=Why.NO_SUCH_LINE)
    if part is None:
        needed = ("name", "price_amount", "suppliers")
        if all(record.values.get(name) not in (None, "", ()) for name in needed):
            return Finding(verdict=Verdict.NEW)
        return Finding(verdict=Verdict.WRONG, why=Why.PART_INCOMPLETE)
    changes = {
        name: said
        for name in OF_PART
        if (said := _said(record, name, codes)) is not None and said != _kept(part, name)
    }
    verdict = Verdict.DIFFERS if changes else Verdict.SAME
    return Finding(verdict=verdict, id=part.id, changes=changes,
                   may_change="has_serials" not in changes)  # fmt: skip


def _said(record: Record, name: str, codes: Mapping[str, str]) -> Value:
    value = record.values.get(name)
    if name == "product_lines" and value:
        return tuple(codes[word] for word in record.many(name))
    return value


def _kept(part: PartBrief, name: str) -> object:
    value = getattr(part, name)
    return tuple(value) if isinstance(value, list) else value


def _prices(actor: Actor, records: Sequence[Record]) -> list[Finding]:
    del actor
    begun: set[date | None] = {row.in_force_from for row in price_lists(actor=SYSTEM)}
    return [_price(record, begun) for record in records]


def _price(record: Record, begun: Collection[date | None]) -> Finding:
    if not job_of_words(record.text("charge")):
        return Finding(verdict=Verdict.WRONG, why=Why.NO_SUCH_JOB)
    if record.day("since") in begun:
        return Finding(verdict=Verdict.WRONG, why=Why.DAY_TAKEN)
    return Finding(verdict=Verdict.NEW)


def _stock(actor: Actor, records: Sequence[Record]) -> list[Finding]:
    parts = parts_by_codes(actor=SYSTEM, codes=[record.text("code") for record in records])
    stores = stores_by_name(actor)
    rows = stock_at(
        actor=SYSTEM, places=stores.values(), parts=[part.id for part in parts.values()]
    )
    lots: dict[tuple[int, int, str], list[ShelfRow]] = defaultdict(list)
    for row in rows:
        lots[row.place_id, row.part_id, row.lot_number.upper()].append(row)
    return [
        _counted(
            record,
            parts.get(record.text("code").upper()),
            stores.get(record.text("store").lower()),
            lots,
        )
        for record in records
    ]


def stores_by_name(actor: Actor) -> dict[str, int]:
    """The places that the actor may count, by name; of one name that two have, none."""
    found: dict[str, list[int]] = {}
    for place in places(actor=actor, own=True):
        if place.may_change:
            found.setdefault(place.name.lower(), []).append(place.id)
    return {name: ids[0] for name, ids in found.items() if len(ids) == 1}


def _counted(record: Record, part: PartBrief | None, place_id: int | None, known: Lots) -> Finding:
    if part is None or place_id is None:
        why = Why.NO_SUCH_STORE if part else Why.NO_SUCH_PART
        return Finding(verdict=Verdict.WRONG, why=why)
    lots = known.get((place_id, part.id, record.text("batch").upper()), [])
    supplier = record.text("supplier") or _only([row.supplier for row in lots] or part.suppliers)
    row = next((row for row in lots if row.supplier == supplier), None)
    counted = int(str(record.values["counted"]))
    wrong = _wrong_count(record, part, counted, row)
    if row is None and supplier not in part.suppliers:
        wrong = wrong or Why.NOT_GENUINE
    if wrong:
        return Finding(verdict=Verdict.WRONG, why=wrong)
    if row is None:
        verdict = Verdict.NEW if counted else Verdict.SAME
        return Finding(verdict=verdict, id=part.id, changes={"supplier": supplier})
    serials = {serial.upper() for serial in record.many("serials")}
    differs = serials != set(row.serials) if part.has_serials else counted != row.count
    changes: dict[str, Value] = {"counted": Decimal(counted)} if differs else {}
    return Finding(verdict=Verdict.DIFFERS if differs else Verdict.SAME, id=row.lot_id,
                   changes=changes)  # fmt: skip


def _wrong_count(record: Record, part: PartBrief, counted: int, row: ShelfRow | None) -> Why | None:
    if part.has_serials and len({one.upper() for one in record.many("serials")}) != counted:
        return Why.SERIALS_NEEDED
    return Why.WAIT_FOR_ORDERS if row is not None and counted < row.reserved else None


def _only(names: Sequence[str]) -> str:
    return names[0] if len(set(names)) == 1 else ""


_COMPARED: Mapping[str, Callable[[Actor, Sequence[Record]], list[Finding]]] = {
    SPARES: _spares,
    PRICES: _prices,
    STOCK: _stock,
}
