"""Lines of a table held against what is known, many at a time; and what is known as such lines."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import override

from aftercare.customers.batches.queries import batches_of_models
from aftercare.customers.parties.queries import (
    SEE_CUSTOMERS,
    FileRow,
    customer_ids,
    files_after,
    files_by_phone,
    files_of,
)
from aftercare.customers.products.queries import (
    SEE_PRODUCTS,
    ModelBrief,
    lines,
    models_after,
    models_by_codes,
    parts_of_models,
)
from aftercare.customers.units.queries import (
    UnitBrief,
    units_after,
    units_by_serials,
    units_of_customers,
)
from aftercare.foundation.actor import Actor
from aftercare.foundation.privacy.rules import mask_address, mask_mail, mask_name, mask_phone

from .events import Finding, Record, Target, Value, Verdict, Why
from .rules import COLUMNS, cell_of, differing, model_words, only, said, same_code

__all__ = ["COLUMNS", "Finding", "Record", "Target", "Verdict", "Why"]

GRANTS = dict.fromkeys(Target, "registers.write_records")
OF_FILE = ("name", "email", "address", "kind", "grade", "notes")
OF_UNIT = (
    "serial",
    "batch",
    "purchased_on",
    "channel",
    "order_no",
    "delivered_on",
    "installed_on",
    "made_on",
    "paid_amount",
    "proof",
)
OF_MODEL = ("name", "category_word", "manual_url", "is_sold")
OF_BATCH = ("made_on", "made_line", "supplier", "materials")
Line = Mapping[str, Value]


def compare(*, actor: Actor, target: Target, records: Sequence[Record]) -> list[Finding]:
    """What each line is to us, in their order; a handful of queries for all of them."""
    return _COMPARED[target](actor, records)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Catalogue:
    """The models that the lines name, by code in capitals."""

    models: Mapping[str, list[ModelBrief]]

    @property
    def ids(self) -> set[int]:
        return {model.id for models in self.models.values() for model in models}

    def of(self, record: Record) -> list[ModelBrief]:
        """Those that the line may mean; one, where it is clear."""
        found = self.models.get(record.text("model").strip().upper(), [])
        brand = record.text("brand")
        return [one for one in found if not brand or same_code(one.brand, brand)]


def catalogue_of(actor: Actor, records: Sequence[Record]) -> _Catalogue:
    found: dict[str, list[ModelBrief]] = {}
    codes = {record.text("model") for record in records}
    for model in models_by_codes(actor=actor, codes=codes):
        found.setdefault(model.code.upper(), []).append(model)
    return _Catalogue(models=found)


def _customers(actor: Actor, records: Sequence[Record]) -> list[Finding]:
    phones = {phone for record in records for phone in record.many("phones")}
    held = files_by_phone(actor=actor, phones=phones)
    return [_customer(actor, record, held) for record in records]


def _customer(actor: Actor, record: Record, held: Mapping[str, FileRow]) -> Finding:
    phones = record.many("phones")
    files = {held[phone].id: held[phone] for phone in phones if phone in held}
    if not files and not phones and record.text("email"):
        ids = customer_ids(actor=actor, text=record.text("email"), limit=1)
        files = files_of(actor=actor, ids=ids)
    if len(files) > 1:
        return Finding(verdict=Verdict.WRONG, why=Why.PHONE_OF_ANOTHER)
    if not files and not phones and not record.text("email"):
        return Finding(verdict=Verdict.SAME, why=Why.OWNER_NEEDED)
    if not files:
        return Finding(verdict=Verdict.NEW)
    (known,) = files.values()
    if not known.in_sight:
        return Finding(verdict=Verdict.SAME, why=Why.NOT_YOURS, id=known.id, may_change=False)
    changes = differing(only(record.values, OF_FILE), only(_as_line(known), OF_FILE))
    more = tuple(phone for phone in phones if phone not in held)
    return _known(known.id, {**changes, "phones": more} if more else changes)


def _known(number: int, changes: Mapping[str, Value], *, may_change: bool = True) -> Finding:
    verdict = Verdict.DIFFERS if changes else Verdict.SAME
    return Finding(verdict=verdict, id=number, changes=changes, may_change=may_change)


def _as_line(file: FileRow) -> Line:
    return {name: getattr(file, name) for name in OF_FILE}


def _units(actor: Actor, records: Sequence[Record]) -> list[Finding]:
    catalogue = catalogue_of(actor, records)
    phones = {phone for record in records for phone in record.many("phones")}
    held = files_by_phone(actor=actor, phones=phones)
    serials = {record.text("serial") for record in records}
    bearing: dict[str, list[UnitBrief]] = {}
    for unit in units_by_serials(actor=actor, serials=serials):
        bearing.setdefault(unit.serial.upper(), []).append(unit)
    owners = {file.id for file in held.values()}
    owned: dict[int, list[UnitBrief]] = {}
    for unit in units_of_customers(actor=actor, ids=owners):
        owned.setdefault(unit.customer_id, []).append(unit)
    seen = set(files_of(actor=actor, ids={u.customer_id for us in bearing.values() for u in us}))
    seen |= {file.id for file in held.values() if file.in_sight}
    return [_unit(record, catalogue.of(record), held, bearing, owned, seen) for record in records]


def _unit(
    record: Record,
    models: list[ModelBrief],
    held: Mapping[str, FileRow],
    bearing: Mapping[str, list[UnitBrief]],
    owned: Mapping[int, list[UnitBrief]],
    seen: set[int],
) -> Finding:
    owners = {held[phone].id for phone in record.many("phones") if phone in held}
    wrong = _wrong_unit(record, models, owners)
    if wrong:
        return Finding(verdict=Verdict.WRONG, why=wrong)
    owner = next(iter(owners), None)
    known = _unit_known(record, models, bearing, owned.get(owner or 0, []))
    if known is not None:
        return _thing_there(record, known, owner, seen)
    if not record.many("phones"):
        return Finding(verdict=Verdict.WRONG, why=Why.OWNER_NEEDED)
    return Finding(verdict=Verdict.NEW, why=Why.FINE if models else Why.KEPT_AS_WORDS)


def _thing_there(record: Record, known: UnitBrief, owner: int | None, seen: set[int]) -> Finding:
    if record.many("phones") and known.customer_id != owner:
        return Finding(verdict=Verdict.WRONG, why=Why.SERIAL_OF_ANOTHER)
    if known.customer_id not in seen:
        return Finding(verdict=Verdict.SAME, why=Why.NOT_YOURS, id=known.id, may_change=False)
    before = {name: getattr(known, name) for name in OF_UNIT}
    return _known(known.id, differing(only(record.values, OF_UNIT), before))


def _wrong_unit(record: Record, models: list[ModelBrief], owners: set[int]) -> Why:
    if len(owners) > 1:
        return Why.PHONE_OF_ANOTHER
    if len(models) > 1 or not (record.text("model") or record.text("words")):
        return Why.MODEL_NEEDED
    return Why.FINE


def _unit_known(
    record: Record,
    models: list[ModelBrief],
    bearing: Mapping[str, list[UnitBrief]],
    owned: list[UnitBrief],
) -> UnitBrief | None:
    """By serial number and model; without one, by owner, model, order and day of purchase."""

    def same_thing(unit: UnitBrief) -> bool:
        if models:
            return unit.model_id == models[0].id
        return unit.model_id is None and unit.title == words_of(record)

    if record.text("serial"):
        candidates = bearing.get(record.text("serial").upper(), [])
        return next(filter(same_thing, candidates), None)
    return next(
        (
            unit
            for unit in owned
            if same_thing(unit)
            and not unit.serial
            and unit.order_no == record.text("order_no")
            and unit.purchased_on == record.day("purchased_on")
        ),
        None,
    )


def words_of(record: Record) -> str:
    return model_words(record.text("brand"), record.text("model"), record.text("words"))


def line_code_of(actor: Actor, said: str) -> str:
    """The code of a product line, by its code or its name in either language; "" for none."""
    wanted = said.strip().lower()
    codes: dict[str, str] = {}
    for language in ("en", "zh-hans"):
        with override(language):
            codes |= {line.name.lower(): line.code for line in lines(actor=actor)}
    return (codes | {code: code for code in codes.values()}).get(wanted, "")


def _models(actor: Actor, records: Sequence[Record]) -> list[Finding]:
    catalogue = catalogue_of(actor, records)
    codes = {said: line_code_of(actor, said) for said in {r.text("line") for r in records}}
    return [_model(record, catalogue.of(record), codes[record.text("line")]) for record in records]


def _model(record: Record, models: list[ModelBrief], line_code: str) -> Finding:
    if not record.text("brand") or not record.text("model"):
        return Finding(verdict=Verdict.WRONG, why=Why.MODEL_NEEDED)
    if record.text("line") and not line_code:
        return Finding(verdict=Verdict.WRONG, why=Why.NO_SUCH_LINE)
    if not models:
        why = Why.FINE if line_code else Why.NO_SUCH_LINE
        return Finding(verdict=Verdict.NEW if line_code else Verdict.WRONG, why=why)
    known = models[0]
    before = {name: getattr(known, name) for name in OF_MODEL}
    changes = differing(only(record.values, OF_MODEL), before)
    elsewhere = bool(line_code) and line_code != known.line_code
    if elsewhere:
        changes["line"] = line_code
    return _known(known.id, changes, may_change=not elsewhere)


def _parts(actor: Actor, records: Sequence[Record]) -> list[Finding]:
    catalogue = catalogue_of(actor, records)
    known = parts_of_models(actor=actor, ids=catalogue.ids)

    def found(model_id: int, record: Record) -> Finding:
        part = known.get((model_id, record.text("name")))
        if part is None:
            return Finding(verdict=Verdict.NEW)
        before: Line = {"code": part.code, "supplier": part.supplier}
        return _known(part.id, differing(only(record.values, tuple(before)), before))

    return _of_models(catalogue, records, found)


def _batches(actor: Actor, records: Sequence[Record]) -> list[Finding]:
    catalogue = catalogue_of(actor, records)
    known = batches_of_models(actor=actor, ids=catalogue.ids)

    def found(model_id: int, record: Record) -> Finding:
        batch = known.get((model_id, record.text("number").upper()))
        if batch is None:
            return Finding(verdict=Verdict.NEW)
        before = {name: getattr(batch, name) for name in OF_BATCH}
        before["materials"] = tuple(batch.materials)
        return _known(batch.id, differing(only(record.values, OF_BATCH), before))

    return _of_models(catalogue, records, found)


def _of_models(
    catalogue: _Catalogue, records: Sequence[Record], found: Callable[[int, Record], Finding]
) -> list[Finding]:
    """What belongs to one model each; a line whose model is none or several is wrong."""
    return [
        found(models[0].id, record)
        if len(models := catalogue.of(record)) == 1
        else Finding(verdict=Verdict.WRONG, why=Why.NO_SUCH_MODEL)
        for record in records
    ]


_COMPARED: Mapping[Target, Callable[[Actor, Sequence[Record]], list[Finding]]] = {
    Target.CUSTOMERS: _customers,
    Target.UNITS: _units,
    Target.MODELS: _models,
    Target.PARTS: _parts,
    Target.BATCHES: _batches,
}


# -- out of the house

WRITTEN_OUT = (Target.CUSTOMERS, Target.UNITS, Target.MODELS)
AT_ONCE = 500


def rows_out(*, actor: Actor, target: Target, clear: bool, chinese: bool) -> Iterator[list[str]]:
    """The head, then a line for each that is in sight; read in pages. An import knows it again."""
    columns = COLUMNS[target]
    yield [zh if chinese else en for _name, zh, en in columns]
    last_id = 0
    with override("zh-hans" if chinese else "en"):
        called = {line.code: line.name for line in lines(actor=actor)}
    while page := lines_after(
        actor=actor, target=target, last_id=last_id, limit=AT_ONCE, clear=clear
    ):
        for last_id, line in page:  # noqa: B007 - the last one is where the next page begins
            told = {**line, "line": called.get(str(line.get("line")), line.get("line"))}
            yield [said(name, cell_of(told.get(name)), chinese=chinese) for name, _z, _e in columns]


def lines_after(
    *, actor: Actor, target: Target, last_id: int, limit: int, clear: bool
) -> list[tuple[int, Line]]:
    """The next lines of a table that leaves the house, each with its number; masked or in clear."""
    actor.must(SEE_PRODUCTS if target is Target.MODELS else SEE_CUSTOMERS)
    return _WRITTEN[target](actor, last_id, limit, clear)


def _customer_lines(
    actor: Actor,
    last_id: int,
    limit: int,
    clear: bool,  # noqa: FBT001 - one of a table of four
) -> list[tuple[int, Line]]:
    found = files_after(actor=actor, last_id=last_id, limit=limit)
    return [(file.id, _file_line(file, clear=clear)) for file in found]


def _file_line(file: FileRow, *, clear: bool) -> Line:
    line = {**_as_line(file), **_numbers(file.phones)}
    if clear:
        return line
    line |= {name: mask_phone(text) for name, text in _numbers(file.phones).items()}
    line |= {"name": mask_name(file.name), "email": mask_mail(file.email)}
    return line | {"address": mask_address(file.address), "notes": ""}


def _numbers(phones: Sequence[str]) -> dict[str, str]:
    return {f"phone_{place}": phone for place, phone in enumerate(phones[:3], start=1)}


def _unit_lines(
    actor: Actor,
    last_id: int,
    limit: int,
    clear: bool,  # noqa: FBT001 - one of a table of four
) -> list[tuple[int, Line]]:
    found = units_after(actor=actor, last_id=last_id, limit=limit)
    owners = files_of(actor=actor, ids=[unit.customer_id for unit in found])
    rows: list[tuple[int, Line]] = []
    for unit in found:
        owner = _file_line(owners[unit.customer_id], clear=clear)
        known = unit.model_id is not None
        rows.append(
            (
                unit.id,
                {
                    **only(owner, ("name", "phone_1")),
                    "brand": unit.title.split(" ", 1)[0] if known else "",
                    "model": unit.title.split(" ", 1)[1] if known else "",
                    "words": "" if known else unit.title,
                    **{name: getattr(unit, name) for name in OF_UNIT},
                },
            )
        )
    return rows


def _model_lines(
    actor: Actor,
    last_id: int,
    limit: int,
    clear: bool,  # noqa: FBT001 - no person in it
) -> list[tuple[int, Line]]:
    return [
        (
            model.id,
            {
                "brand": model.brand,
                "model": model.code,
                "line": model.line_code,
                **{name: getattr(model, name) for name in OF_MODEL},
            },
        )
        for model in models_after(actor=actor, last_id=last_id, limit=limit)
    ]


_WRITTEN: Mapping[Target, Callable[[Actor, int, int, bool], list[tuple[int, Line]]]] = {
    Target.CUSTOMERS: _customer_lines,
    Target.UNITS: _unit_lines,
    Target.MODELS: _model_lines,
}
