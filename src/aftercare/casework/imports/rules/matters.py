"""What a row of a table says, ready for intake, and what can be wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from aftercare.customers.registers.events import Record

from .cells import Code, Reading
from .layout import Column

LONGEST = {"name": 60, "address": 500, "order_no": 60, "product_text": 120, "description": 8000}
SUBJECT_LENGTH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """`row` from 1 as a spreadsheet counts; `column` is the header as in the sheet, "" for the row.

    A `warning` is shown and does not keep the row out.
    """

    row: int
    code: Code
    column: str = ""
    value: str = ""
    options: tuple[str, ...] = ()
    warning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What one row says, ready for intake; `facts` are the columns that have no field of a case."""

    row: int
    key: str
    own_no: str
    name: str
    phones: tuple[str, ...]
    address: str
    kind: str
    product_text: str
    serial: str
    order_no: str
    received_at: datetime | None
    what: str
    facts: tuple[tuple[str, str], ...] = ()
    joined: tuple[int, ...] = ()

    @property
    def description(self) -> str:
        lines = [self.what, *(f"{header}：{text}" for header, text in self.facts)]
        return "\n".join(line for line in lines if line)

    @property
    def subject(self) -> str:
        line = " ".join(self.what.split())
        return line if len(line) <= SUBJECT_LENGTH else line[: SUBJECT_LENGTH - 1] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to read the rows of one file. `columns` by field; `kind` stands where a row says none.

    `kind_words` are words of the file explained by a person: {"03": "installation"}.
    """

    columns: Mapping[str, Column]
    reading: Reading
    file_hash: str
    target: str = "cases"
    kind: str = ""
    kind_words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Every row is in one of the two, or joined to a matter, or left out as a double."""

    matters: tuple[Matter, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.warning)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRecords:
    """The same of a table of customers, things or the catalogue.

    `flawed`: lines with errors of which one can tell, all the same, of whom and what they speak.
    """

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    flawed: tuple[Record, ...] = ()
