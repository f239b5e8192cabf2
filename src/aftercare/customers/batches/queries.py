"""What is known of the lots that things were made in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from aftercare.customers.products.queries import SEE_PRODUCTS
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.pages import Page, cursor_of, key_of

from .models import Batch


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchBrief:
    """`made_line` is the line of the factory; `materials` are codes of what it was made of."""

    id: int
    model_id: int
    number: str
    made_on: date | None
    made_line: str
    supplier: str
    materials: list[str]


def batches_of(
    *, actor: Actor, model_id: int, cursor: str = "", limit: int = 30
) -> Page[BatchBrief]:
    """The batches of a model, newest entry first."""
    actor.must(SEE_PRODUCTS)
    found = Batch.objects.filter(product_model_id=model_id).order_by("-id")
    if cursor:
        (last_id,) = key_of(cursor, parts=1)
        found = found.filter(id__lt=last_id)
    rows = [brief_of(row) for row in found[: limit + 1]]
    more = cursor_of(rows[limit - 1].id) if len(rows) > limit else None
    return Page(rows=rows[:limit], next_cursor=more)


def batch_brief(*, actor: Actor, batch_id: int) -> BatchBrief:
    actor.must(SEE_PRODUCTS)
    found = Batch.objects.filter(id=batch_id).first()
    if found is None:
        raise NotFound(_("There is no such batch."))
    return brief_of(found)


def batch_named(*, actor: Actor, model_id: int, number: str) -> BatchBrief | None:
    """The batch of this model with this number, letters large or small."""
    actor.must(SEE_PRODUCTS)
    if not number.strip():
        return None
    named = Batch.objects.annotate(upper=Upper("number")).filter(product_model_id=model_id)
    found = named.filter(upper=number.strip().upper()).first()
    return brief_of(found) if found else None


def batches_of_models(*, actor: Actor, ids: Iterable[int]) -> dict[tuple[int, str], BatchBrief]:
    """All batches of several models, by model and number in capitals."""
    actor.must(SEE_PRODUCTS)
    found = Batch.objects.filter(product_model_id__in=set(ids))
    return {(row.product_model_id, row.number.upper()): brief_of(row) for row in found}


def batches_with(*, actor: Actor, code: str, limit: int = 50) -> list[BatchBrief]:
    """By batch number or by the code of a material in it: all models, newest entry first."""
    actor.must(SEE_PRODUCTS)
    asked = code.strip()
    if not asked:
        return []
    named = Batch.objects.annotate(upper=Upper("number"))
    found = named.filter(Q(upper=asked.upper()) | Q(materials__contains=[asked]))
    return [brief_of(row) for row in found.order_by("-id")[:limit]]


def brief_of(batch: Batch) -> BatchBrief:
    return BatchBrief(
        id=batch.id,
        model_id=batch.product_model_id,
        number=batch.number,
        made_on=batch.made_on,
        made_line=batch.made_line,
        supplier=batch.supplier,
        materials=list(batch.materials),
    )
