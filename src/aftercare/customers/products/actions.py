"""Filling and keeping the catalogue."""

import json
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from django.utils.translation import gettext as _

from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound

from .models import Line, ProductModel
from .queries import ModelBrief, brief_of

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
def retire_model(*, actor: Actor, model_id: int, now: datetime) -> ModelBrief:
    """No longer sold; what customers have of it stays."""
    model = ProductModel.objects.select_for_update(of=("self",)).select_related("line")
    found = model.filter(id=model_id).first()
    if found is None:
        raise NotFound(_("There is no such model."))
    found.is_sold = False
    found.save(update_fields=["is_sold"])
    record(actor=actor, verb="model.retired", subject=f"model:{found.id}", at=now)
    return brief_of(found)


def _refuse(field: str, sentence: str) -> NoReturn:
    raise Invalid(sentence, fields={field: sentence})
