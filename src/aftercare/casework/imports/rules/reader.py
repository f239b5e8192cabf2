"""The cells of one row, read with what is wrong kept on the way."""

from collections.abc import Sequence

from .cells import CellError, Code, phones, said
from .layout import DataRow
from .matters import LONGEST, Plan, Problem
from .tables import Cell, text_of

PLACES = ("province", "city", "district", "town", "address")
NUMBERS = ("mobile", "phone", "mobile_2", "phone_2")


class RowReader:
    """Of any table; `plan` says which column is what."""

    def __init__(self, row: DataRow, plan: Plan) -> None:
        self.row, self.plan = row, plan
        self.problems: list[Problem] = []

    def cell(self, name: str) -> Cell:
        column = self.plan.columns.get(name)
        if column is None or column.index >= len(self.row.cells):
            return None
        return self.row.cells[column.index]

    def key(self, name: str) -> str:
        column = self.plan.columns.get(name)
        return column.key if column else ""

    def note(
        self, name: str, code: Code, options: Sequence[str] = (), *, warning: bool = False
    ) -> None:
        self.problems.append(
            Problem(
                row=self.row.number,
                column=self.key(name),
                code=code,
                value=text_of(self.cell(name))[:60],
                options=tuple(options),
                warning=warning,
            )
        )

    def text(self, name: str, most: str = "") -> str:
        try:
            text = said(self.cell(name))
        except CellError as error:
            self.note(name, error.code)
            return ""
        if most and len(text) > LONGEST[most]:
            self.note(name, Code.TOO_LONG, [str(LONGEST[most]), str(len(text))])
        return text

    def phones(self) -> list[str]:
        found: list[str] = []
        more = (name for name in self.plan.columns if name.startswith(("mobile_", "phone_")))
        for name in dict.fromkeys((*NUMBERS, *more)):
            try:
                found.extend(phones(self.cell(name)))
            except CellError as error:
                self.note(name, error.code, warning=bool(found) and name != "mobile")
        return list(dict.fromkeys(found))

    def address(self) -> str:
        whole = ""
        rest = self.text("address", "address")
        for name in PLACES[:-1]:
            part = self.text(name)
            if part and part not in whole and not _begins_with(rest, part):
                whole += part
        return (whole + rest)[: LONGEST["address"]]


def _begins_with(address: str, part: str) -> bool:
    stem = part.rstrip("省市区县") if len(part) > 2 else part
    return stem in address[:24]
