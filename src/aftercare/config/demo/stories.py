"""What customers tell, and how it was settled; the texts stand in data/."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

DATA = Path(__file__).parent / "data"
COLUMNS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """`finding` of a consultation is its answer; it has no resolution."""

    line: str
    kind: str
    category: str
    level: str
    severity: str
    word: str
    channel: str
    text: str
    finding: str
    cause: str
    liable: str
    resolution: str
    offer: str
    cost: Decimal

    @property
    def is_question(self) -> bool:
        return self.kind == "consultation"

    @property
    def is_visited(self) -> bool:
        return self.kind in {"repair", "installation", "care"}

    @property
    def has_checklist(self) -> bool:
        return self.kind in {"installation", "care"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    line: str
    brand: str
    code: str
    name: str
    word: str


def stories() -> list[Story]:
    return [_story(cells) for cells in _rows("stories.txt")]


def models() -> list[Model]:
    return [
        Model(line=line, brand=brand, code=code, name=name, word=word)
        for line, brand, code, name, word in _rows("models.txt")
    ]


def _story(cells: list[str]) -> Story:
    *texts, cost = (cells + [""] * COLUMNS)[:COLUMNS]
    names = list(Story.__dataclass_fields__)
    return Story(cost=Decimal(cost or 0), **dict(zip(names, texts, strict=False)))


def _rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("|") for line in lines if line and not line.startswith("#")]
