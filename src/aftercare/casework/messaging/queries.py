"""Of what people are told, in which words; what the pages and the sending need of it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from django.core import signing
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief
from aftercare.customers.merges.queries import files_in
from aftercare.customers.parties.queries import (
    SEE_CUSTOMERS,
    CustomerBrief,
    Reach,
    customer_briefs,
    reach_of,
)
from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.deliveries.queries import needs_number
from aftercare.foundation.memory.queries import remembered
from aftercare.foundation.privacy.rules import mask_name
from aftercare.people.organisation.queries import company_card

from . import rules
from .models import OCCASION_CHOICES, Switch, Template, Wish
from .rules import Occasion, Timing, Wishes, part_of

__all__ = ["OCCASION_CHOICES", "Occasion", "Timing", "part_of"]

SEE_TEMPLATES = view("messaging.see_templates")
LANGUAGES, CUSTOMER_CHANNELS = rules.LANGUAGES, rules.CUSTOMER_CHANNELS
OPTIONAL = rules.OPTIONAL
WISH_SALT = "aftercare.wishes"
SHIPPED = Path(__file__).parent / "data" / "templates.json"
CHANGES = ("messaging.switch_occasion", "messaging.write_template")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateText:
    """The words in use; version 0 came with the product."""

    occasion: str
    channel: str
    language: str
    version: int
    subject: str
    text: str
    gateway_template: str
    gateway_fields: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateCard:
    """A template with what it may hold, and how it reads with samples."""

    now: TemplateText
    names: tuple[str, ...]
    sample_subject: str
    sample_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionCard:
    """`channels`: by which it can be told, and whether it is.

    `lacking`: those by which nothing goes although it is switched on, for want of the provider's
    number of the text.
    """

    occasion: str
    to_staff: bool
    channels: dict[str, bool]
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWishes:
    """What a customer refused on the page of the signed link: channels, and occasions."""

    refused: tuple[str, ...]
    unwanted: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WishCard:
    """What a customer wishes; whether a WeChat account is known."""

    language: str
    channel: str
    refused: tuple[str, ...]
    unwanted: tuple[str, ...]
    has_wechat: bool
    noted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a customer is reached; for the sending alone."""

    words: TemplateText
    address: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A message as it would be sent; the name masked, the link left out."""

    channel: str
    subject: str
    text: str


def told_by(*, actor: Actor, occasion: str) -> frozenset[str]:
    """The channels by which people are told of it; costs nothing while nobody changes them."""
    return _switches().get(occasion, frozenset())


def occasions(*, actor: Actor) -> list[OccasionCard]:
    actor.must(SEE_TEMPLATES)
    on = _switches()
    return [
        OccasionCard(
            occasion=one,
            to_staff=one in rules.STAFF,
            channels={c: c in on.get(one, ()) for c in rules.channels_of(one)},
            lacking=tuple(
                c
                for c in rules.channels_of(one)
                if c in on.get(one, ()) and not any(_may_go(actor, one, c, w) for w in LANGUAGES)
            ),
        )
        for one in Occasion
    ]


def template_text(*, actor: Actor, occasion: str, channel: str, language: str) -> TemplateText:
    """The newest words; the ones that came with the product where nobody wrote others."""
    return _newest().get((occasion, channel, language)) or _shipped(occasion, channel, language)


def template_card(
    *,
    actor: Actor,
    occasion: str,
    channel: str,
    language: str,
    subject: str | None = None,
    text: str | None = None,
) -> TemplateCard:
    """The words in use; the sample shows `subject` and `text` instead, where they are given."""
    actor.must(SEE_TEMPLATES)
    words = template_text(actor=actor, occasion=occasion, channel=channel, language=language)
    samples = rules.SAMPLES[language]
    return TemplateCard(
        now=words,
        names=tuple(sorted(rules.NAMES[Occasion(occasion)])),
        sample_subject=rules.filled(words.subject if subject is None else subject, samples),
        sample_text=rules.filled(words.text if text is None else text, samples),
    )


def way_to(*, actor: Actor, occasion: Occasion, case: CaseBrief, after: str = "") -> Way | None:
    """The first way that is switched on, leads to the customer of a case and was not refused.

    `after`: that channel and those before it were tried in vain.
    """
    enabled = told_by(actor=actor, occasion=occasion)
    if not enabled:
        return None
    reach = reach_of(actor=SYSTEM, customer_id=case.customer_id)
    files = files_in(actor=SYSTEM, customer_id=case.customer_id)
    noted = {wish.customer_id: wish for wish in Wish.objects.filter(customer_id__in=files)}
    wish = noted.get(case.customer_id)
    wishes = _wishes(wish, noted.values())
    if occasion in wishes.unwanted:
        return None
    addresses, language = _addresses(reach, wish), wishes.language or "zh"
    able = {one for one in enabled if _may_go(actor, occasion, one, language)}
    channel = rules.chosen_channel(able, addresses, wishes, after)
    if channel is None:
        return None
    words = template_text(actor=actor, occasion=occasion, channel=channel, language=language)
    return Way(words=words, address=addresses[channel], name=reach.name)


def preview_of(*, actor: Actor, case: CaseBrief, text: str) -> Preview | None:
    """How `write_to_customer` would reach the customer of a case; None where no way leads there."""
    actor.must(SEE_CASES)
    way = way_to(actor=actor, occasion=Occasion.NEWS, case=case)
    if way is None:
        return None
    known = known_of(actor, case, {"text": text, "link": "…"})
    known["customer"] = mask_name(way.name)
    return Preview(
        channel=way.words.channel,
        subject=rules.filled(way.words.subject, known),
        text=rules.filled(way.words.text, known),
    )


def known_of(actor: Actor, case: CaseBrief, facts: Mapping[str, str]) -> dict[str, str]:
    """What fills the names of a text and is no secret."""
    company = company_card(actor=actor).name or _("our company")
    return {"number": case.number, "company": company, "product": case.product_text, **facts}


def wishes_of(*, actor: Actor, customer: CustomerBrief) -> WishCard:
    actor.must(SEE_CUSTOMERS)
    wish = Wish.objects.filter(customer_id=customer.id).first()
    return WishCard(
        language=wish.language if wish else "",
        channel=wish.channel if wish else "",
        refused=tuple(wish.refused) if wish else (),
        unwanted=tuple(wish.unwanted) if wish else (),
        has_wechat=bool(wish and wish.wechat_id),
        noted_at=wish.noted_at if wish else None,
    )


def wish_token(*, actor: Actor, customer_id: int) -> str:
    """The word in the signed link by which a customer chooses what is sent."""
    del actor  # whoever may name the customer may make the link
    return signing.dumps(customer_id, salt=WISH_SALT, compress=False)


def own_wishes(*, actor: Actor, token: str) -> OwnWishes | None:
    """What the holder of a signed link has chosen so far; None for a word that we did not sign."""
    del actor
    customer_id = customer_id_of(token)
    if customer_id is None:
        return None
    wish = Wish.objects.filter(customer_id=customer_id).first()
    return OwnWishes(
        refused=tuple(wish.refused) if wish else (),
        unwanted=tuple(wish.unwanted) if wish else (),
    )


def customer_id_of(token: str) -> int | None:
    """Whose the link is: the kept file, where files became one."""
    try:
        found = signing.loads(token, salt=WISH_SALT)
    except signing.BadSignature:
        return None
    known = customer_briefs(actor=SYSTEM, ids=[found]) if isinstance(found, int) else {}
    return found if found in known else None


def is_template(occasion: str, channel: str, language: str) -> bool:
    if occasion not in list(Occasion) or language not in LANGUAGES:
        return False
    return channel in rules.channels_of(Occasion(occasion))


def _wishes(wish: Wish | None, noted: Iterable[Wish]) -> Wishes:
    """What is refused in one file of a customer is refused in all that were made one."""
    files = list(noted)
    refused = tuple(sorted({channel for one in files for channel in one.refused}))
    unwanted = tuple(sorted({occasion for one in files for occasion in one.unwanted}))
    if wish is None:
        return Wishes(refused=refused, unwanted=unwanted)
    return Wishes(language=wish.language, channel=wish.channel, refused=refused, unwanted=unwanted)


def _may_go(actor: Actor, occasion: str, channel: str, language: str) -> bool:
    """Not where the provider knows texts by number only, and this one has none."""
    if not needs_number(actor=actor, channel=channel):
        return True
    words = template_text(actor=actor, occasion=occasion, channel=channel, language=language)
    return bool(words.gateway_template)


def _addresses(reach: Reach, wish: Wish | None) -> dict[str, str]:
    return {"sms": reach.phone, "mail": reach.email, "wechat": wish.wechat_id if wish else ""}


@remembered("messaging_switch", changed_by=CHANGES)
def _switches() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for occasion, channel in Switch.objects.values_list("occasion", "channel"):
        found.setdefault(occasion, set()).add(channel)
    return {occasion: frozenset(channels) for occasion, channels in found.items()}


@remembered("messaging_template", changed_by=CHANGES)
def _newest() -> dict[tuple[str, str, str], TemplateText]:
    rows = Template.objects.order_by("occasion", "channel", "language", "version")
    return {(row.occasion, row.channel, row.language): text_of(row) for row in rows}


def text_of(row: Template) -> TemplateText:
    return TemplateText(**{name: getattr(row, name) for name in TemplateText.__slots__})


def _shipped(occasion: str, channel: str, language: str) -> TemplateText:
    words = _data()[occasion][language]
    is_mail = channel == "mail"
    return TemplateText(
        occasion=occasion,
        channel=channel,
        language=language,
        version=0,
        subject=words["subject"] if is_mail else "",
        text=words["mail"] if is_mail else words["short"],
        gateway_template="",
        gateway_fields="",
    )


@cache
def _data() -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return found
