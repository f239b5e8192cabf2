"""Lines of a table become customers, things, models; each through the action that a person uses."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Self

from django.utils.translation import gettext as _

from aftercare.customers.batches.actions import note_batch
from aftercare.customers.batches.queries import batch_named
from aftercare.customers.parties.actions import (
    add_phone,
    correct_customer,
    find_or_register_customer,
)
from aftercare.customers.products.actions import (
    add_model,
    add_part,
    correct_model,
    offer_model_again,
    retire_model,
)
from aftercare.customers.products.queries import model_brief
from aftercare.customers.units.actions import add_unit, correct_unit
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Refusal
from aftercare.foundation.privacy.actions import note_reveal
from aftercare.foundation.watch.actions import note_reading
from aftercare.foundation.watch.queries import Kind

from .events import Finding, Record, Target, Verdict, Written
from .queries import OF_UNIT, catalogue_of, compare, line_code_of, words_of

FIRST_SIX = ("serial", "batch", "purchased_on", "channel", "order_no", "installed_on")


class LineRefused(Refusal):
    """A line could not be written; `row` says which."""

    row = 0

    @classmethod
    def of(cls, row: int, why: Refusal) -> Self:
        """What is said of a row for which an action refused."""
        said = " ".join(dict.fromkeys([str(why), *why.fields.values()]))
        refused = cls(_("Row {row}: {why}").format(row=row, why=said))
        refused.row = row
        return refused


@action
def write_records(
    *,
    actor: Actor,
    target: Target,
    records: Sequence[Record],
    change_known: bool,
    now: datetime,
) -> Written:
    """All of them, or LineRefused and none. What is known changes only where `change_known`."""
    findings = compare(actor=actor, target=target, records=records)
    counts = {"new": 0, "changed": 0, "left": 0}
    for line, finding in zip(records, findings, strict=True):
        done = _fate(finding, change_known=change_known)
        counts[done] += 1
        if done == "left":
            continue
        try:
            _WRITERS[target](actor, line, finding, now)
        except Refusal as error:
            raise LineRefused.of(line.row, error) from error
    record(actor=actor, verb="register.written", subject=f"register:{target}", at=now,
           new=counts["new"], changed=counts["changed"], left=counts["left"])  # fmt: skip
    return Written(**counts)


@action
def export_records(*, actor: Actor, target: Target, form: str, now: datetime) -> None:
    """Leaves the trace of a table, masked, that is about to leave the house as a file."""
    record(actor=actor, verb="register.exported", subject=f"register:{target}", at=now, form=form,
           clear=False)  # fmt: skip
    note_reading(actor=SYSTEM, user_id=actor.user_id, kind=Kind.EXPORT, now=now)


@action
def export_in_clear(*, actor: Actor, target: Target, form: str, reason: str, now: datetime) -> None:
    """The same with names, numbers and addresses to be read: why is kept beside the history."""
    note_reveal(actor=actor, subject=f"register:{target}", fields=["name", "phone", "address"],
                reason=reason, now=now)  # fmt: skip
    record(actor=actor, verb="register.exported", subject=f"register:{target}", at=now, form=form,
           clear=True)  # fmt: skip
    note_reading(actor=SYSTEM, user_id=actor.user_id, kind=Kind.EXPORT, now=now)


def _fate(finding: Finding, *, change_known: bool) -> str:
    if finding.verdict is Verdict.WRONG:
        raise LineRefused(_("The rows are no longer all right. Check them again."))
    if finding.verdict is Verdict.NEW:
        return "new"
    changes = finding.verdict is Verdict.DIFFERS and finding.may_change and change_known
    return "changed" if changes else "left"


def _write_customer(actor: Actor, line: Record, finding: Finding, now: datetime) -> None:
    if finding.id is None:
        phones = line.many("phones")
        number = find_or_register_customer(
            actor=actor,
            name=line.text("name"),
            phone=phones[0] if phones else "",
            address=line.text("address"),
            email=line.text("email"),
            kind=line.text("kind") or "person",
            now=now,
        ).id
        changes = {key: line.text(key) for key in ("grade", "notes") if line.text(key)}
        more = phones[1:]
    else:
        number = finding.id
        changes = {k: v for k, v in finding.changes.items() if isinstance(v, str)}
        found = finding.changes.get("phones")
        more = found if isinstance(found, tuple) else ()
    for phone in more:
        add_phone(actor=actor, customer_id=number, phone=phone, now=now)
    if changes:
        correct_customer(actor=actor, customer_id=number, changes=changes, now=now)


def _write_unit(actor: Actor, line: Record, finding: Finding, now: datetime) -> None:
    if finding.id is not None:
        correct_unit(actor=actor, unit_id=finding.id, changes=finding.changes, now=now)
        return
    owner = find_or_register_customer(
        actor=actor,
        name=line.text("name"),
        phone=line.many("phones")[0],
        address=line.text("address"),
        now=now,
    )
    models = catalogue_of(actor, [line]).of(line)
    said: dict[str, Any] = {name: line.values.get(name) or "" for name in FIRST_SIX}
    said |= {name: line.day(name) for name in ("purchased_on", "installed_on")}
    unit = add_unit(
        actor=actor,
        customer_id=owner.id,
        model_id=models[0].id if models else None,
        described_as="" if models else words_of(line),
        now=now,
        **said,
    )
    rest = {name: line.values.get(name) for name in OF_UNIT if name not in FIRST_SIX}
    rest = {name: value for name, value in rest.items() if value not in (None, "")}
    if rest:
        correct_unit(actor=actor, unit_id=unit.id, changes=rest, now=now)


def _write_model(actor: Actor, line: Record, finding: Finding, now: datetime) -> None:
    if finding.id is None:
        made = add_model(
            actor=actor,
            line_code=line_code_of(actor, line.text("line")),
            brand=line.text("brand"),
            code=line.text("model"),
            name=line.text("name") or line.text("model"),
            category_word=line.text("category_word"),
            now=now,
        )
        number, changes = made.id, {k: line.values.get(k) for k in ("manual_url", "is_sold")}
    else:
        number, changes = finding.id, dict(finding.changes)
    known = model_brief(actor=actor, model_id=number)
    texts = {k: str(changes.get(k) or getattr(known, k)) for k in MODEL_TEXTS}
    if texts != {k: getattr(known, k) for k in MODEL_TEXTS}:
        correct_model(actor=actor, model_id=number, now=now, **texts)
    sold = changes.get("is_sold")
    if sold is not None and sold != known.is_sold:
        change = offer_model_again if sold else retire_model
        change(actor=actor, model_id=number, now=now)


MODEL_TEXTS = ("name", "category_word", "manual_url")


def _write_part(actor: Actor, line: Record, finding: Finding, now: datetime) -> None:
    del finding  # the same name again corrects
    (model,) = catalogue_of(actor, [line]).of(line)
    add_part(
        actor=actor,
        model_id=model.id,
        name=line.text("name"),
        code=line.text("code"),
        supplier=line.text("supplier"),
        now=now,
    )


def _write_batch(actor: Actor, line: Record, finding: Finding, now: datetime) -> None:
    """What the line leaves out stays as it is known."""
    (model,) = catalogue_of(actor, [line]).of(line)
    known = batch_named(actor=actor, model_id=model.id, number=line.text("number"))
    day: date | None = line.day("made_on") or (known.made_on if known else None)
    materials = line.many("materials") or (tuple(known.materials) if known else ())
    note_batch(
        actor=actor,
        model_id=model.id,
        number=known.number if known and finding.id else line.text("number"),
        made_on=day,
        made_line=line.text("made_line") or (known.made_line if known else ""),
        supplier=line.text("supplier") or (known.supplier if known else ""),
        materials=materials,
        now=now,
    )


_WRITERS: Mapping[Target, Callable[[Actor, Record, Finding, datetime], None]] = {
    Target.CUSTOMERS: _write_customer,
    Target.UNITS: _write_unit,
    Target.MODELS: _write_model,
    Target.PARTS: _write_part,
    Target.BATCHES: _write_batch,
}
