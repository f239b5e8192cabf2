"""Keeping the standard wordings."""

import json
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound

from . import rules
from .models import Wording
from .queries import WordingCard, card_of

SHIPPED = Path(__file__).parent / "data" / "wordings.json"


@action
def load_wordings(*, actor: Actor, now: datetime) -> int:
    """The wordings that the product comes with; what is there stays as the company made it."""
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
    known = set(Wording.objects.values_list("code", flat=True))
    fresh = [
        Wording(
            code=entry["code"],
            purpose=entry["purpose"],
            kind=entry.get("kind", ""),
            category=entry.get("category", ""),
            line=entry.get("line", ""),
            title_zh=entry["title"]["zh"],
            title_en=entry["title"].get("en", ""),
            text_zh=entry["text"]["zh"],
            text_en=entry["text"].get("en", ""),
            position=10 * place,
        )
        for place, entry in enumerate(shipped)
        if entry["code"] not in known
    ]
    if fresh:
        Wording.objects.bulk_create(fresh)
        codes = [wording.code for wording in fresh]
        record(actor=actor, verb="wordings.loaded", subject="wordings", at=now, codes=codes)
    return len(fresh)


@action
def write_wording(
    *,
    actor: Actor,
    code: str,
    purpose: str,
    title_zh: str,
    text_zh: str,
    now: datetime,
    title_en: str = "",
    text_en: str = "",
    kind: str = "",
    category: str = "",
    line: str = "",
) -> WordingCard:
    """A new wording, or the one with this code as it shall read from now on. Raises Invalid."""
    _check(purpose=purpose, title_zh=title_zh, text_zh=text_zh, text_en=text_en)
    wording, is_new = Wording.objects.update_or_create(
        code=code,
        defaults={
            "purpose": purpose,
            "kind": kind,
            "category": category,
            "line": line,
            "title_zh": title_zh.strip(),
            "title_en": title_en.strip(),
            "text_zh": text_zh.strip(),
            "text_en": text_en.strip(),
            "is_used": True,
        },
    )
    record(
        actor=actor,
        verb="wording.written",
        subject=f"wording:{wording.id}",
        at=now,
        code=code,
        is_new=is_new,
    )
    return card_of(wording)


@action
def retire_wording(*, actor: Actor, code: str, now: datetime) -> WordingCard:
    """No longer offered."""
    wording = Wording.objects.select_for_update().filter(code=code).first()
    if wording is None:
        raise NotFound(_("There is no such wording."))
    wording.is_used = False
    wording.save(update_fields=["is_used"])
    record(actor=actor, verb="wording.retired", subject=f"wording:{wording.id}", at=now, code=code)
    return card_of(wording)


def _check(*, purpose: str, title_zh: str, text_zh: str, text_en: str) -> None:
    faults = {}
    if purpose not in Wording.Purpose.values:
        faults["purpose"] = _("Choose one of the list.")
    if not title_zh.strip():
        faults["title_zh"] = _("A wording needs a title.")
    if not text_zh.strip():
        faults["text_zh"] = _("A wording needs a text.")
    for field, text in (("text_zh", text_zh), ("text_en", text_en)):
        if unknown := rules.strangers(text):
            faults[field] = _("Nothing fills {name}.").format(name="{" + unknown[0] + "}")
    if faults:
        raise Invalid(_("The wording cannot be saved like this."), fields=faults)
