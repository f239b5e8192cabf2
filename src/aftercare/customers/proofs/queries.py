"""Proofs of purchase with what was read on them, for whoever may see the unit."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.customers.parties.queries import sight_of
from aftercare.customers.units.queries import ProofRow, UnitBrief, proofs_of, unit_brief
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.files.queries import FileBrief

from .models import STATE_CHOICES, WHY_CHOICES, Reading
from .rules import Field, Proposal, State, Value, Why, marked, names_model, proposals

__all__ = ["STATE_CHOICES", "WHY_CHOICES", "Field", "State", "Why"]

LONGEST_WORDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOnPaper:
    """What the paper says of a field, in the words `said`; `known`: the unit says the same."""

    field: str
    value: str
    said: str
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCard:
    """A proof of a unit. `state` is "" where nobody asked to have it read.

    `names_model`: whether the paper names the unit's model of the catalogue; None: not to be told.
    """

    id: int
    unit_id: int
    file: FileBrief
    added_at: datetime
    state: str = ""
    why: str = ""
    pages: int = 0
    pages_there: int = 0
    proposed: list[SaidOnPaper] = field(default_factory=list)
    names_model: bool | None = None
    taken: list[str] = field(default_factory=list)
    confirmed_by: int | None = None
    confirmed_at: datetime | None = None


def papers_of(*, actor: Actor, unit_id: int, now: datetime) -> list[PaperCard]:
    """All proofs of a unit in sight, with what is proposed. Raises NotFound."""
    unit = unit_brief(actor=actor, unit_id=unit_id)
    rows = proofs_of(actor=actor, unit_id=unit_id)
    read = {one.proof_id: one for one in _readings(row.id for row in rows)}
    return [_card(unit, row, read.get(row.id), timezone.localdate(now)) for row in rows]


def paper_card(*, actor: Actor, unit_id: int, proof_id: int, now: datetime) -> PaperCard:
    """One of them. Raises NotFound."""
    for card in papers_of(actor=actor, unit_id=unit_id, now=now):
        if card.id == proof_id:
            return card
    raise NotFound(_("There is no such file."))


def words_of_paper(*, actor: Actor, card: PaperCard) -> list[tuple[str, str]]:
    """What was read on a paper in sight, in pieces: the words, and the field that follows."""
    paper_card(actor=actor, unit_id=card.unit_id, proof_id=card.id, now=card.added_at)
    said = {one.field: one.said for one in card.proposed}
    return [piece for row in _readings([card.id]) for piece in marked(row.text, said)]


def file_to_read(*, actor: Actor, proof_id: int) -> FileBrief | None:
    """The file of a proof that waits to be read; None where none waits any more."""
    row = Reading.objects.filter(proof_id=proof_id, state=State.WAITING)
    unit_ids = list(row.values_list("proof__unit_id", flat=True))
    found = [one for unit_id in unit_ids for one in proofs_of(actor=actor, unit_id=unit_id)]
    return next((one.file for one in found if one.id == proof_id), None)


def texts_of(*, actor: Actor, customer_id: int) -> list[tuple[str, str]]:
    """(name of the file, text read on it) of all proofs of a customer in sight."""
    in_sight = sight_of(actor=actor, path="proof__unit__customer_id")
    found = Reading.objects.filter(in_sight, proof__unit__customer_id=customer_id)
    rows = found.select_related("proof__file").order_by("id")
    return [(row.proof.file.name, row.text) for row in rows]


def _readings(proof_ids: Iterable[int]) -> Iterable[Reading]:
    return Reading.objects.filter(proof_id__in=list(proof_ids))


def _card(unit: UnitBrief, row: ProofRow, reading: Reading | None, today: date) -> PaperCard:
    card = PaperCard(id=row.id, unit_id=unit.id, file=row.file, added_at=row.added_at)
    if reading is None:
        return card
    named = names_model(reading.text, unit.title.partition(" ")[2]) if unit.model_id else None
    return PaperCard(
        id=row.id, unit_id=unit.id, file=row.file, added_at=row.added_at, state=reading.state,
        why=reading.why, pages=reading.pages, pages_there=reading.pages_there,
        proposed=_proposed(unit, reading, today), taken=list(reading.taken),
        names_model=named if reading.state == State.READ else None,
        confirmed_by=reading.confirmed_by, confirmed_at=reading.confirmed_at,
    )  # fmt: skip


def _proposed(unit: UnitBrief, reading: Reading, today: date) -> list[SaidOnPaper]:
    """A model is a matter of the catalogue where the unit has one; else it joins the words."""
    told = proposals(reading.text, today)
    model = told.pop(Field.MODEL, None)
    said = [_said(key.value, one, known=_same(getattr(unit, key), one.value))
            for key, one in told.items()]  # fmt: skip
    if model and unit.model_id is None:
        whole = Proposal(value=f"{unit.title} {model.value}"[:LONGEST_WORDS], said=model.said)
        said.append(_said("described_as", whole, known=names_model(unit.title, str(model.value))))
    return said


def _said(name: str, one: Proposal, *, known: bool) -> SaidOnPaper:
    plain = one.value.isoformat() if isinstance(one.value, date) else str(one.value)
    return SaidOnPaper(field=name, value=plain, said=one.said, known=known)


def _same(there: object, value: Value) -> bool:
    if isinstance(there, str) and isinstance(value, str):
        return there.strip().upper() == value.strip().upper()
    return there == value
