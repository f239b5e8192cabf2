"""What is worth knowing before somebody comes to a home, and how long it holds (R-FS-20)."""

import json
from dataclasses import asdict, dataclass
from datetime import date, timedelta

LASTS = timedelta(days=365)  # then it is asked again
LOWEST, HIGHEST = -5, 150
PARKING = ("free", "paid", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeFacts:
    """None and "" are not known. `access`: how large pieces get in."""

    floor: int | None = None
    has_lift: bool | None = None
    parking: str = ""
    access: str = ""
    children: bool | None = None
    pets: bool | None = None
    shoe_covers: bool | None = None
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return self == HomeFacts()


def sealed(facts: HomeFacts) -> str:
    return json.dumps(asdict(facts), ensure_ascii=False)


def opened(text: str) -> HomeFacts:
    """Of what `sealed` wrote; names that are no more are passed over."""
    told = json.loads(text) if text else {}
    return HomeFacts(**{name: told[name] for name in HomeFacts.__slots__ if name in told})


def lasts_until(on: date) -> date:
    return on + LASTS
