"""Lines of a table become parts, prices and stock, each by the action that a person uses."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from aftercare.customers.registers.actions import LineRefused
from aftercare.customers.registers.events import Finding, Record, Verdict, Written
from aftercare.fieldservice.quotes.actions import set_prices
from aftercare.fieldservice.quotes.queries import prices_on
from aftercare.fieldservice.spares.actions import save_part
from aftercare.fieldservice.spares.queries import PartDraft, part_brief
from aftercare.fieldservice.stores.actions import count_stock, receive_parts
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Refusal

from .queries import (
    OF_PART,
    PRICES,
    SPARES,
    STOCK,
    TRIP,
    compare,
    job_of_words,
    line_codes,
    stores_by_name,
)

Pairs = Sequence[tuple[Record, Finding]]
PIECES = "个"  # what parts are counted in where a table does not say


@action
def write_records(
    *, actor: Actor, target: str, records: Sequence[Record], change_known: bool, now: datetime
) -> Written:
    """All of them, or LineRefused and none. What is known changes only where `change_known`."""
    findings = compare(actor=actor, target=target, records=records)
    if any(finding.verdict is Verdict.WRONG for finding in findings):
        raise LineRefused(_("The rows are no longer all right. Check them again."))
    pairs = list(zip(records, findings, strict=True))
    new = [pair for pair in pairs if pair[1].verdict is Verdict.NEW]
    other = [pair for pair in pairs if pair[1].verdict is Verdict.DIFFERS and pair[1].may_change]
    changed = other if change_known else []
    _WRITERS[target](actor, [*new, *changed], now)
    left = len(pairs) - len(new) - len(changed)
    record(actor=actor, verb="register.written", subject=f"register:{target}", at=now,
           new=len(new), changed=len(changed), left=left)  # fmt: skip
    return Written(new=len(new), changed=len(changed), left=left)


def _write_spares(actor: Actor, pairs: Pairs, now: datetime) -> None:
    words = [word for line, _finding in pairs for word in line.many("product_lines")]
    codes = line_codes(SYSTEM, words)
    for line, finding in pairs:
        said: dict[str, Any] = {n: line.values[n] for n in OF_PART if n in line.values}
        if "product_lines" in said:
            said["product_lines"] = tuple(codes[word] for word in line.many("product_lines"))
        if "warranty_days" in said:
            said["warranty_days"] = int(said["warranty_days"])
        draft = _draft(line, finding, said)
        _line(line, partial(save_part, actor=actor, part_id=finding.id, draft=draft, now=now))


def _draft(line: Record, finding: Finding, said: Mapping[str, Any]) -> PartDraft:
    known: dict[str, Any] = {"measure": PIECES, "code": line.text("code")}
    if finding.id is not None:
        part = part_brief(actor=SYSTEM, part_id=finding.id)
        known = {name: getattr(part, name) for name in PartDraft.__slots__}
    return PartDraft(**{**known, **said})


def _write_prices(actor: Actor, pairs: Pairs, now: datetime) -> None:
    """Each day begins a list; what the table leaves out stays as it is on that day."""
    days: dict[date, dict[str, Decimal]] = {}
    first: dict[date, Record] = {}
    for line, _finding in pairs:
        day = line.day("since")
        assert day is not None  # noqa: S101 - needed in every row
        amount = Decimal(str(line.values["price_amount"]))
        days.setdefault(day, {})[job_of_words(line.text("charge"))] = amount
        first.setdefault(day, line)
    for day in sorted(days):
        before = prices_on(actor=SYSTEM, day=day)
        labour = dict(before.labour) if before else {}
        trip = days[day].pop(TRIP, before.trip_amount if before else Decimal(0))
        labour |= days[day]
        write = partial(set_prices, actor=actor, in_force_from=day, labour=labour,
                        trip_amount=trip, now=now)  # fmt: skip
        _line(first[day], write)


def _write_stock(actor: Actor, pairs: Pairs, now: datetime) -> None:
    """Counted anew; a batch that never lay there is taken in from its source."""
    stores = stores_by_name(actor)
    for line, finding in pairs:
        place_id, number = stores[line.text("store").lower()], finding.id or 0
        counted, serials = int(str(line.values["counted"])), line.many("serials")
        reason = line.text("reason") or _("By a list of what was counted")
        common: dict[str, Any] = {
            "actor": actor,
            "place_id": place_id,
            "serials": serials,
            "now": now,
        }
        if finding.verdict is Verdict.NEW:
            write = partial(
                receive_parts, **common, part_id=number, lot_number=line.text("batch"),
                supplier=str(finding.changes["supplier"]), count=counted, reference=reason[:60],
            )  # fmt: skip
        else:
            write = partial(count_stock, **common, lot_id=number, counted=counted, reason=reason)
        _line(line, write)


def _line(line: Record, write: Callable[[], object]) -> None:
    try:
        write()
    except Refusal as error:
        raise LineRefused.of(line.row, error) from error


_WRITERS: Mapping[str, Callable[[Actor, Pairs, datetime], None]] = {
    SPARES: _write_spares,
    PRICES: _write_prices,
    STOCK: _write_stock,
}
