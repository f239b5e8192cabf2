"""What the code on a thing opens: the thing, and nothing of whose it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from aftercare.customers.units.queries import SEE_UNITS, unit_brief, unit_briefs
from aftercare.foundation.actor import SYSTEM, Actor

from .models import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledThing:
    """Fit for everybody who holds the thing: no number, no name, no day of purchase."""

    unit_id: int
    model_id: int | None
    line_code: str
    title: str
    model_name: str
    goods: str
    serial_end: str
    is_registered: bool


def label_words(*, actor: Actor, unit_ids: Iterable[int]) -> dict[int, str]:
    """The words of the labels of things in sight, by thing; those without one are left out."""
    actor.must(SEE_UNITS)
    seen = unit_briefs(actor=actor, ids=unit_ids)
    return dict(Label.objects.filter(unit_id__in=seen).values_list("unit_id", "word"))


def thing_of(*, actor: Actor, word: str) -> LabelledThing | None:
    """What the word opens, for whoever stands before the thing."""
    del actor
    label = Label.objects.filter(word=word).first()
    if label is None:
        return None
    unit = unit_brief(actor=SYSTEM, unit_id=label.unit_id)
    return LabelledThing(
        unit_id=unit.id,
        model_id=unit.model_id,
        line_code=unit.line_code,
        title=unit.title,
        model_name=unit.model_name,
        goods=unit.goods,
        serial_end=unit.serial[-4:] if len(unit.serial) > len("12345678") else "",
        is_registered=unit.purchased_on is not None,
    )
