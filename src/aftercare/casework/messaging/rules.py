"""Of what people are told, by which channel, and what the texts may hold; no database."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

_NAME = re.compile(r"\{(\w+)\}")


class Occasion(StrEnum):
    REGISTERED = "registered"
    CODE = "code"
    CONSENT = "consent"
    DATE = "date"
    RESOLVED = "resolved"
    NEWS = "news"
    BREACH = "breach"


STAFF = frozenset({Occasion.BREACH})
OPTIONAL = (Occasion.RESOLVED,)
"""What a customer may refuse by itself; the rest is told as a duty, by a channel not refused."""
ENDINGS = {
    "zh": {"mail": "\n\n选择接收哪些通知：{wishes}", "short": " 通知设置{wishes}"},
    "en": {"mail": "\n\nChoose what we send you: {wishes}", "short": " Choose messages: {wishes}"},
}
CUSTOMER_CHANNELS = ("wechat", "sms", "mail")
"""In this order, unless the customer wishes another first."""
STAFF_CHANNELS = ("mail", "chat")
LANGUAGES = ("zh", "en")
_ALWAYS = frozenset({"number", "company", "product"})
NAMES: dict[Occasion, frozenset[str]] = {
    Occasion.REGISTERED: _ALWAYS | {"customer", "link", "code"},
    Occasion.CODE: _ALWAYS | {"customer", "link", "code"},
    Occasion.CONSENT: _ALWAYS | {"customer", "link"},
    Occasion.DATE: _ALWAYS | {"customer", "link", "date"},
    Occasion.RESOLVED: _ALWAYS | {"customer", "link"},
    Occasion.NEWS: _ALWAYS | {"customer", "link", "text"},
    Occasion.BREACH: _ALWAYS | {"promise"},
}
SECRET = frozenset({"customer", "link", "code"})
"""Filled in at sending only: who it is, and what opens the case."""
SAMPLES: dict[str, dict[str, str]] = {
    "zh": {
        "number": "AS261122-00017",
        "company": "安居家品",
        "product": "布艺沙发",
        "customer": "张伟",
        "link": "https://service.example/f/…",
        "code": "271828",
        "date": "11月25日 14:00",
        "promise": "首次联系客户",
        "text": "同批产品的问题已经查明，我们正在安排处理。",
    },
    "en": {
        "number": "AS261122-00017",
        "company": "Anju Home",
        "product": "Fabric sofa",
        "customer": "Zhang Wei",
        "link": "https://service.example/f/…",
        "code": "271828",
        "date": "25 Nov 14:00",
        "promise": "First contact",
        "text": "The cause is found and we are seeing to it.",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How a customer wishes to be reached; "" and nothing where it was not said."""

    language: str = ""
    channel: str = ""
    refused: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


def channels_of(occasion: Occasion) -> Sequence[str]:
    return STAFF_CHANNELS if occasion in STAFF else CUSTOMER_CHANNELS


def chosen_channel(
    enabled: Collection[str], addresses: Mapping[str, str], wishes: Wishes
) -> str | None:
    """The first that is switched on, leads to the customer and was not refused."""
    order = (wishes.channel, *CUSTOMER_CHANNELS)
    open_ones = [
        channel
        for channel in order
        if channel in enabled and addresses.get(channel) and channel not in wishes.refused
    ]
    return open_ones[0] if open_ones else None


def filled(text: str, values: Mapping[str, str]) -> str:
    return _NAME.sub(lambda found: values.get(found[1], found[0]), text)


def strangers(occasion: Occasion, text: str) -> list[str]:
    """Names in braces that nobody fills for this occasion."""
    return sorted(set(_NAME.findall(text)) - NAMES[occasion])
