"""Filling and keeping the catalogue."""

import json
from datetime import datetime
from pathlib import Path
from typing import IO, NoReturn

from django.utils.translation import gettext as _

from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.files.actions import discard_unused, store_file

from .models import Line, Part, ProductModel
from .queries import ModelBrief, PartRow, brief_of

PDF = "application/pdf"
LINES_FILE = Path(__file__).parent / "data" / "lines.json"


@action
def load_lines(*, actor: Actor, now: datetime) -> int:
    """The four lines that the product comes with; those there stay. Returns how many are new."""
    added = 0
    for position, line in enumerate(json.loads(LINES_FILE.read_text(encoding="utf-8"))):
        _line, is_new = Line.objects.get_or_create(
            code=line["code"], defaults={**line, "position": position}
        )
        if is_new:
            added += 1
            record(actor=actor, verb="line.loaded", subject=f"line:{line['code']}", at=now)
    return added


@action
def add_model(
    *,
    actor: Actor,
    line_code: str,
    brand: str,
    code: str,
    name: str,
    now: datetime,
    category_word: str = "",
) -> ModelBrief:
    """A model of a brand; adding it twice gives the one that is there. Raises Invalid."""
    line = Line.objects.filter(code=line_code).first()
    if line is None:
        _refuse("line_code", _("There is no such product line."))
    for field, text, most in (("brand", brand, 40), ("code", code, 60), ("name", name, 120)):
        if not text.strip() or len(text) > most:
            _refuse(field, _("Needed, with at most {most} characters.").format(most=most))
    known = ProductModel.objects.filter(brand=brand.strip(), code__iexact=code.strip())
    model = known.select_related("line").first()
    if model is None:
        model = ProductModel.objects.create(
            line=line,
            brand=brand.strip(),
            code=code.strip(),
            name=name.strip(),
            category_word=category_word.strip()[:20],
        )
        record(actor=actor, verb="model.added", subject=f"model:{model.id}", at=now, line=line_code)
    return brief_of(model)


@action
def correct_model(
    *,
    actor: Actor,
    model_id: int,
    name: str,
    now: datetime,
    category_word: str = "",
    manual_url: str = "",
) -> ModelBrief:
    """What it is called, and where its manual stands; code and brand stay. Raises Invalid."""
    model = _locked(model_id)
    if not name.strip() or len(name) > 120:  # noqa: PLR2004
        _refuse("name", _("Needed, with at most {most} characters.").format(most=120))
    if manual_url and not manual_url.startswith(("https://", "http://")):
        _refuse("manual_url", _("An address begins with https://."))
    model.name, model.category_word = name.strip(), category_word.strip()[:20]
    model.manual_url = manual_url.strip()[:300]
    model.save(update_fields=["name", "category_word", "manual_url"])
    record(actor=actor, verb="model.corrected", subject=f"model:{model.id}", at=now)
    return brief_of(model)


@action
def put_manual(
    *, actor: Actor, model_id: int, name: str, content: bytes | IO[bytes], now: datetime
) -> ModelBrief:
    """The manual as a PDF, in place of the one before; everybody may read it. Raises Invalid."""
    model = _locked(model_id)
    file = store_file(actor=actor, name=name, content=content, now=now)
    if file.mime != PDF:
        _refuse("manual", _("A manual is a PDF file."))
    former, model.manual_id = model.manual_id, file.id
    model.save(update_fields=["manual"])
    record(actor=actor, verb="model.manual_put", subject=f"model:{model.id}", at=now, file=file.id)
    discard_unused(actor=actor, file_ids=[former] if former else [], now=now)
    return brief_of(model)


@action
def remove_manual(*, actor: Actor, model_id: int, now: datetime) -> ModelBrief:
    """The file goes; an address of a manual stays."""
    model = _locked(model_id)
    former, model.manual_id = model.manual_id, None
    model.save(update_fields=["manual"])
    record(actor=actor, verb="model.manual_removed", subject=f"model:{model.id}", at=now)
    discard_unused(actor=actor, file_ids=[former] if former else [], now=now)
    return brief_of(model)


@action
def retire_model(*, actor: Actor, model_id: int, now: datetime) -> ModelBrief:
    """No longer sold; what customers have of it stays."""
    model = _locked(model_id)
    model.is_sold = False
    model.save(update_fields=["is_sold"])
    record(actor=actor, verb="model.retired", subject=f"model:{model.id}", at=now)
    return brief_of(model)


@action
def offer_model_again(*, actor: Actor, model_id: int, now: datetime) -> ModelBrief:
    """Sold again after all."""
    model = _locked(model_id)
    model.is_sold = True
    model.save(update_fields=["is_sold"])
    record(actor=actor, verb="model.offered_again", subject=f"model:{model.id}", at=now)
    return brief_of(model)


@action
def add_part(
    *, actor: Actor, model_id: int, name: str, now: datetime, code: str = "", supplier: str = ""
) -> PartRow:
    """A main part; the same name again corrects what is known of it. Raises Invalid."""
    model = _locked(model_id)
    for field, text, most in (("name", name, 60), ("code", code, 60), ("supplier", supplier, 80)):
        if len(text) > most or "\x00" in text or (field == "name" and not text.strip()):
            _refuse(field, _("Needed, with at most {most} characters.").format(most=most))
    part, _is_new = Part.objects.update_or_create(
        product_model=model,
        name=name.strip(),
        defaults={"code": code.strip(), "supplier": supplier.strip()},
    )
    record(actor=actor, verb="model.part_added", subject=f"model:{model.id}", at=now, part=part.id)
    return PartRow(id=part.id, name=part.name, code=part.code, supplier=part.supplier)


@action
def remove_part(*, actor: Actor, model_id: int, part_id: int, now: datetime) -> None:
    model = _locked(model_id)
    part = Part.objects.filter(product_model=model, id=part_id).first()
    if part is None:
        raise NotFound(_("There is no such part."))
    part.delete()
    record(actor=actor, verb="model.part_removed", subject=f"model:{model.id}", at=now)


def _locked(model_id: int) -> ProductModel:
    found = ProductModel.objects.select_for_update(of=("self",)).select_related("line")
    model = found.filter(id=model_id).first()
    if model is None:
        raise NotFound(_("There is no such model."))
    return model


def _refuse(field: str, sentence: str) -> NoReturn:
    raise Invalid(sentence, fields={field: sentence})
