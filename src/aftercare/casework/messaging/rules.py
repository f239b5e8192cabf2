"""Of what people are told, by which channel, and what the texts may hold; no database."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

_NAME = re.compile(r"\{(\w+)\}")
_FIELD = re.compile(r"[A-Za-z][\w.-]{0,39}", re.ASCII)


class Occasion(StrEnum):
    REGISTERED = "registered"
    CODE = "code"
    CONSENT = "consent"
    DATE = "date"
    RESOLVED = "resolved"
    NEWS = "news"
    REMINDER = "reminder"
    LATE = "late"
    CALLED_OFF = "called_off"
    SLOT = "slot"
    BREACH = "breach"


STAFF = frozenset({Occasion.BREACH})
OPTIONAL = (Occasion.RESOLVED, Occasion.REMINDER)
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
    Occasion.REMINDER: _ALWAYS | {"customer", "link", "date", "who"},
    Occasion.LATE: _ALWAYS | {"customer", "link", "date", "about", "who"},
    Occasion.CALLED_OFF: _ALWAYS | {"customer", "link", "date"},
    Occasion.SLOT: _ALWAYS | {"customer", "link", "contract"},
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
        "about": "12:20",
        "who": "李强",
        "contract": "空调清洗年度服务",
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
        "about": "12:20",
        "who": "Li Qiang",
        "contract": "Air conditioner care",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """When a message may go: `urgent` in quiet hours too, and never after `until`.

    `part` is what it tells of ("visit:12"): what is no longer so is withdrawn by it.
    """

    urgent: bool = False
    until: datetime | None = None
    part: str = ""


ANY_TIME = Timing()
AT_ONCE = Timing(urgent=True)


def part_of(visit: int) -> str:
    """By what messages about a booking are known together."""
    return f"visit:{visit}"


def channels_of(occasion: Occasion) -> Sequence[str]:
    return STAFF_CHANNELS if occasion in STAFF else CUSTOMER_CHANNELS


def chosen_channel(
    enabled: Collection[str], addresses: Mapping[str, str], wishes: Wishes, after: str = ""
) -> str | None:
    """The first that is switched on, leads to the customer and was not refused.

    `after`: that one and those before it were tried in vain.
    """
    order = list(dict.fromkeys((wishes.channel, *CUSTOMER_CHANNELS)))
    left = order[order.index(after) + 1 :] if after in order else order
    open_ones = [
        channel
        for channel in left
        if channel in enabled and addresses.get(channel) and channel not in wishes.refused
    ]
    return open_ones[0] if open_ones else None


def fields_of(text: str) -> dict[str, str]:
    """What stands in each field of the provider's template: a line `name = text` for each.

    Raises ValueError with the line that is none.
    """
    found: dict[str, str] = {}
    for line in text.splitlines():
        name, is_one, said = (part.strip() for part in line.partition("="))
        if not line.strip():
            continue
        if not is_one or not said or not _FIELD.fullmatch(name):
            raise ValueError(line.strip())
        found[name] = said
    return found


def filled(text: str, values: Mapping[str, str]) -> str:
    return _NAME.sub(lambda found: values.get(found[1], found[0]), text)


def strangers(occasion: Occasion, text: str) -> list[str]:
    """Names in braces that nobody fills for this occasion."""
    return sorted(set(_NAME.findall(text)) - NAMES[occasion])
