"""Standard wordings for the case at hand."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound

from . import rules
from .models import Wording

SEE_WORDINGS = view("wordings.see_wordings")
PURPOSE_CHOICES = Wording.Purpose.choices
PLACEHOLDERS = rules.PLACEHOLDERS


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingBrief:
    """`text` in the language asked for, its {names} filled as far as known."""

    code: str
    purpose: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingCard:
    """A wording as kept, for those who keep it."""

    code: str
    purpose: str
    kind: str
    category: str
    line: str
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    is_used: bool


def wordings_for(  # noqa: PLR0913 - what it must fit is what is asked
    *,
    actor: Actor,
    kind: str = "",
    category: str = "",
    line: str = "",
    purpose: str = "",
    facts: Mapping[str, str] | None = None,
    language: str | None = None,
) -> list[WordingBrief]:
    """Those that fit, by purpose, the closest first. One query.

    `facts` fill the {names}: customer, number, product, agent, company, due, missing. `language` is
    that of the customer ("zh", "en"); without it the reader's.
    """
    actor.must(SEE_WORDINGS)
    fitting = Wording.objects.filter(
        Q(kind__in=["", kind]), Q(category__in=["", category]), Q(line__in=["", line]), is_used=True
    )
    if purpose:
        fitting = fitting.filter(purpose=purpose)
    order = {code: place for place, (code, _label) in enumerate(PURPOSE_CHOICES)}

    def rank(wording: Wording) -> tuple[int, int, int, int]:
        named, category_named = rules.closeness(
            kind=wording.kind,
            category=wording.category,
            line=wording.line,
            asked=(kind, category, line),
        )
        return order[wording.purpose], -named, -category_named, wording.position

    chinese = (language or get_language() or "zh").startswith("zh")
    return [_brief(w, chinese=chinese, facts=facts or {}) for w in sorted(fitting, key=rank)]


def wordings_with(*, actor: Actor, text: str, limit: int) -> list[WordingBrief]:
    """Those in use whose title or text holds these words, in their order."""
    actor.must(SEE_WORDINGS)
    holding = Q(title_zh__icontains=text) | Q(title_en__icontains=text)
    holding |= Q(text_zh__icontains=text) | Q(text_en__icontains=text)
    found = Wording.objects.filter(holding, is_used=True).order_by("position", "code")[:limit]
    chinese = (get_language() or "zh").startswith("zh")
    return [_brief(wording, chinese=chinese, facts={}) for wording in found]


def all_wordings(*, actor: Actor) -> list[WordingCard]:
    """All, used or not, in their order; for the page on which they are kept."""
    actor.must(SEE_WORDINGS)
    return [card_of(wording) for wording in Wording.objects.order_by("position", "code")]


def wording_card(*, actor: Actor, code: str) -> WordingCard:
    actor.must(SEE_WORDINGS)
    wording = Wording.objects.filter(code=code).first()
    if wording is None:
        raise NotFound(_("There is no such wording."))
    return card_of(wording)


def card_of(wording: Wording) -> WordingCard:
    return WordingCard(
        code=wording.code,
        purpose=wording.purpose,
        kind=wording.kind,
        category=wording.category,
        line=wording.line,
        title_zh=wording.title_zh,
        title_en=wording.title_en,
        text_zh=wording.text_zh,
        text_en=wording.text_en,
        is_used=wording.is_used,
    )


def _brief(wording: Wording, *, chinese: bool, facts: Mapping[str, str]) -> WordingBrief:
    text = wording.text_zh if chinese or not wording.text_en else wording.text_en
    title = wording.title_zh if chinese or not wording.title_en else wording.title_en
    return WordingBrief(
        code=wording.code,
        purpose=wording.purpose,
        title=title,
        text=rules.filled(text, facts, chinese=chinese),
    )
