"""The catalogue: lines, brands, models."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Func, Q, Value
from django.db.models.functions import Upper
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.files.queries import FileBrief, file_briefs
from aftercare.foundation.pages import Page, cursor_of, key_of, text_in

from .models import Line, Part, ProductModel

SEE_PRODUCTS = view("products.see_products")
SHORTEST_CODE, MOST_LIKE = 3, 20
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBrief:
    """`name` in the reader's language; `pack_code` is the policy pack whose promises hold."""

    code: str
    name: str
    pack_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelBrief:
    id: int
    line_code: str
    brand: str
    code: str
    name: str
    category_word: str
    is_sold: bool
    manual_url: str
    manual_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """A main part; what is owed for it tells the table of entitlements, by its name."""

    id: int
    name: str
    code: str
    supplier: str


def lines(*, actor: Actor) -> list[LineBrief]:
    """All product lines in their order; known to everybody, customers too."""
    del actor
    chinese = (get_language() or "zh").startswith("zh")
    return [
        LineBrief(
            code=line.code, name=line.name if chinese else line.name_en, pack_code=line.pack_code
        )
        for line in Line.objects.in_order()
    ]


def models(
    *,
    actor: Actor,
    text: str = "",
    line_code: str = "",
    is_sold: bool | None = None,
    cursor: str | None = None,
    limit: int = 30,
) -> Page[ModelBrief]:
    """Models by brand and code; `text` is part of code, name, brand or the word of customers."""
    actor.must(SEE_PRODUCTS)
    found = ProductModel.objects.select_related("line")
    if is_sold is not None:
        found = found.filter(is_sold=is_sold)
    if line_code:
        found = found.filter(line__code=line_code)
    for word in text.split():
        found = found.filter(
            Q(code__icontains=word)
            | Q(name__icontains=word)
            | Q(brand__icontains=word)
            | Q(category_word=word)
        )
    if cursor:
        *said, last_id = key_of(cursor, parts=3)
        brand, code = map(text_in, said)
        found = found.filter(
            Q(brand__gt=brand)
            | Q(brand=brand, code__gt=code)
            | Q(brand=brand, code=code, id__gt=last_id)
        )
    rows = list(found.order_by("brand", "code", "id")[: limit + 1])
    shown = rows[:limit]
    more = len(rows) > limit
    return Page(
        rows=[brief_of(row) for row in shown],
        next_cursor=cursor_of(shown[-1].brand, shown[-1].code, shown[-1].id) if more else None,
    )


def model_briefs(*, actor: Actor, ids: Iterable[int]) -> dict[int, ModelBrief]:
    """By id; known to everybody whose own product it is."""
    del actor
    found = ProductModel.objects.filter(id__in=set(ids)).select_related("line")
    return {model.id: brief_of(model) for model in found}


def model_brief(*, actor: Actor, model_id: int) -> ModelBrief:
    actor.must(SEE_PRODUCTS)
    found = ProductModel.objects.filter(id=model_id).select_related("line").first()
    if found is None:
        raise NotFound(_("There is no such model."))
    return brief_of(found)


def manual_of(*, actor: Actor, model_id: int) -> FileBrief | None:
    """The manual that was put there as a file; anybody may read it."""
    found = ProductModel.objects.filter(id=model_id).values_list("manual_id", flat=True).first()
    return file_briefs(actor=actor, ids=[found]).get(found) if found else None


def parts_of(*, actor: Actor, model_id: int) -> list[PartRow]:
    """The main parts of a model; known to everybody whose own product it is."""
    del actor
    return [
        PartRow(id=part.id, name=part.name, code=part.code, supplier=part.supplier)
        for part in Part.objects.filter(product_model_id=model_id).order_by("name")
    ]


def model_by_code(*, actor: Actor, code: str, brand: str = "") -> ModelBrief | None:
    """The one model with this code (of this brand), letters large or small; None where unclear."""
    actor.must(SEE_PRODUCTS)
    found = ProductModel.objects.filter(code__iexact=code.strip()).select_related("line")
    if brand:
        found = found.filter(brand=brand.strip())
    rows = list(found[:2])
    return brief_of(rows[0]) if len(rows) == 1 else None


def model_ids_like(*, actor: Actor, code: str) -> list[int]:
    """Models whose code begins with this one, marks and large letters aside: kfr35 for KFR-35GW."""
    actor.must(SEE_PRODUCTS)
    asked = _NO_LETTER.sub("", code).upper()
    if len(asked) < SHORTEST_CODE:
        return []
    plain = Upper(
        Func(F("code"), Value(r"[\W_]+"), Value(""), Value("g"), function="regexp_replace")
    )
    found = ProductModel.objects.annotate(plain=plain).filter(plain__startswith=asked)
    return list(found.order_by("-id").values_list("id", flat=True)[:MOST_LIKE])


def models_by_codes(*, actor: Actor, codes: Iterable[str]) -> list[ModelBrief]:
    """All models with one of these codes, of whatever brand, letters large or small."""
    actor.must(SEE_PRODUCTS)
    wanted = {code.strip().upper() for code in codes} - {""}
    found = ProductModel.objects.annotate(upper_code=Upper("code")).select_related("line")
    return [brief_of(model) for model in found.filter(upper_code__in=wanted)]


def models_after(*, actor: Actor, last_id: int, limit: int) -> list[ModelBrief]:
    """The catalogue by number, from a number on."""
    actor.must(SEE_PRODUCTS)
    found = ProductModel.objects.filter(id__gt=last_id).select_related("line").order_by("id")
    return [brief_of(model) for model in found[:limit]]


def parts_of_models(*, actor: Actor, ids: Iterable[int]) -> dict[tuple[int, str], PartRow]:
    """The main parts of several models, by model and name."""
    actor.must(SEE_PRODUCTS)
    return {
        (part.product_model_id, part.name): PartRow(
            id=part.id, name=part.name, code=part.code, supplier=part.supplier
        )
        for part in Part.objects.filter(product_model_id__in=set(ids))
    }


def brief_of(model: ProductModel) -> ModelBrief:
    return ModelBrief(
        id=model.id,
        line_code=model.line.code,
        brand=model.brand,
        code=model.code,
        name=model.name,
        category_word=model.category_word,
        is_sold=model.is_sold,
        manual_url=model.manual_url,
        manual_id=model.manual_id,
    )
