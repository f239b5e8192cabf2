"""Which column is which field: the best choice for all columns together, each field once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .content import by_values_alone, evidence, shares_of
from .headers import ASIDE, CALLED, NONE, fields, ideas_of, lexicon, likeness, numbered, units
from .layout import Column, DataRow, Layout, data_rows, find_header_row, lay_out
from .tables import Cell, Sheet, text_of
from .targets import CASES, OF_PARTS, allowed, own_fields, own_names

SURE_ENOUGH = 0.55
SURENESS = 4  # one sure column is worth more than two doubtful ones
WHETHER_SURE = 0.85  # 「是否有电梯」 is like no field unless it is called so
GIVES_BACK = re.compile(
    r"退|返|还|补|赔|差价|refund|return|back|tui|rma", re.IGNORECASE
)  # no other sum is a refund
GOODS = re.compile(r"商品|货|订单|goods|order|item", re.IGNORECASE)
FEE = re.compile(r"费|fee|cost|charge", re.IGNORECASE)
ACCOUNT = re.compile(r"昵称|会员|旺旺|账号|帐号|nick|account|billing", re.IGNORECASE)
PERSONAL = frozenset({"customer_name", "mobile", "phone", "address"})
LOOK_AT = 200
MANY_COLUMNS = 150
Scores = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """`field` is "" where nothing fits; `score` says how sure the program is, 0 to 1."""

    column: Column
    field: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    layout: Layout
    proposals: tuple[Proposal, ...]

    def by_header(self) -> dict[str, str]:
        return {proposal.column.key: proposal.field for proposal in self.proposals}


def suggest(sheet: Sheet, header_row: int | None = None, target: str = CASES) -> Suggestion | None:
    """Names and fields of a sheet; None where no row of names can be found."""
    row = header_row or _row_of_own_names(sheet, target) or find_header_row(sheet)
    if row is None or row > len(sheet.rows):
        return None
    layout = lay_out(sheet, row)
    rows, _ = data_rows(sheet, layout)
    return Suggestion(layout=layout, proposals=propose(layout, rows[:LOOK_AT], target))


def _row_of_own_names(sheet: Sheet, target: str) -> int | None:
    """Of a table of parts, prices or stock: the first row with the most names of such tables."""
    if target not in OF_PARTS:
        return None
    known = [
        sum(_own_field(text_of(cell), target) != "" for cell in row) for row in sheet.rows[:LOOK_AT]
    ]
    most = max(known, default=0)
    return known.index(most) + 1 if most > 1 else None


def propose(layout: Layout, rows: Sequence[DataRow], target: str = CASES) -> tuple[Proposal, ...]:
    columns = layout.columns[:MANY_COLUMNS]
    scores = [_scores(column, _values(column, rows)) for column in columns]
    _weigh_context(columns, scores)
    if target != CASES:
        scores = [
            _of_target(column, row, target) for column, row in zip(columns, scores, strict=True)
        ]
    first = [index for index, column in enumerate(columns) if _number_of(column) == 1]
    chosen = dict(zip(first, _assign([scores[index] for index in first]), strict=True))
    taken = {field for field in chosen.values() if field}
    proposals = []
    for index, column in enumerate(layout.columns):
        if index >= len(columns):
            proposals.append(Proposal(column=column, field="", score=0))
            continue
        field = chosen[index] if index in chosen else _variant(column, scores[index], taken)
        stem = field.rstrip("_123456789") if field else ""
        score = scores[index].get(field) or scores[index].get(stem, 0)
        proposals.append(Proposal(column=column, field=field, score=round(min(score, 1), 2)))
    return tuple(proposals)


def _of_target(column: Column, scores: Scores, target: str) -> Scores:
    """Of a table of customers, things or the catalogue: its own fields, and no others."""
    fitting = {field: score for field, score in scores.items() if allowed(target, field)}
    field = _own_field(column.header, target)
    return {**fitting, field: CALLED} if field else fitting


def _own_field(header: str, target: str) -> str:
    """What such tables alone call so; "" where they call nothing so."""
    for said in (header, ASIDE.sub(" ", header)):
        field = own_names().get("".join(units(said)), "")
        if field and allowed(target, field):
            return field
    return ""


def _values(column: Column, rows: Sequence[DataRow]) -> list[Cell]:
    return [row.cells[column.index] for row in rows if column.index < len(row.cells)]


def _number_of(column: Column) -> int:
    """Numbered variants stand outside the choice, all of 自定义 among them."""
    stem, number = numbered(column.header)
    if column.repeat > 1:
        return column.repeat
    if "custom" in ideas_of(stem):
        return 0
    return number if stem != column.header else 1


def _variant(column: Column, scores: Scores, taken: set[str]) -> str:
    """The field of a second, third … column of one name, e.g. mobile_2."""
    number = _number_of(column) or numbered(column.header)[1]
    best = max(scores, key=lambda field: scores[field], default="")
    if not best or best == NONE or scores[best] < SURE_ENOUGH:
        return ""
    known = lexicon().looks
    field = best if best not in known or best.endswith("_2") else f"{best}_{number}"
    if field in taken:
        return ""
    taken.add(field)
    return field


def _scores(column: Column, values: Sequence[Cell]) -> Scores:
    stem, _ = numbered(column.header)
    scores = dict(likeness(column.header, column.group))
    if stem != column.header:
        for field, score in likeness(stem, column.group).items():
            scores[field] = max(scores.get(field, 0), score)
    shares = shares_of(values)
    filled = sum(1 for value in values if value not in (None, ""))
    if max(scores.values(), default=0) < SURE_ENOUGH:
        for field, score in by_values_alone(shares, filled).items():
            scores[field] = max(scores.get(field, 0), score)
    looks = lexicon().looks
    return {
        field: score + evidence(looks[field], shares, filled) for field, score in scores.items()
    }


def _weigh_context(columns: Sequence[Column], scores: list[Scores]) -> None:
    """What one header says about the meaning of another."""
    headers = [column.header for column in columns]
    ideas = [set(ideas_of(header)) for header in headers]
    own = any(_best(row) in {"case_no", "reminder_no"} for row in scores)
    places = any("city" in words for words in ideas)
    complaints = any("complaint" in words for words in ideas)
    for header, words, row in zip(headers, ideas, scores, strict=True):
        if "workorder" in words and own:
            _lift(row, "work_order_no", 0.3)
        elif "workorder" in words:
            _lift(row, "external_no", 0.05)
        if complaints and "closed_at" in row and words & {"complete", "close"}:
            _lift(row, "closed_at", 0.2)
        _weigh_sums(header, row)
        _lift(row, "province" if places else "status", 0.01)  # of two names of one spelling
        if "whether" in words and max(row.values(), default=0) < WHETHER_SURE:
            row.clear()
    _weigh_clients(headers, ideas, scores)
    _weigh_nicknames(headers, scores)


def _weigh_sums(header: str, row: Scores) -> None:
    """What goods cost is neither given back nor a fee, whichever sum stands beside it."""
    if not GIVES_BACK.search(header):
        row.pop("refund_amount", None)
    if GOODS.search(header) and not FEE.search(header):
        for field in [field for field in row if field.startswith("fee_")]:
            del row[field]


def _weigh_nicknames(headers: Sequence[str], scores: list[Scores]) -> None:
    """An account names the customer only where nobody's name stands beside it."""
    named = [index for index, row in enumerate(scores) if _best(row) == "customer_name"]
    accounts = [index for index in named if ACCOUNT.search(headers[index])]
    if len(named) > len(accounts):
        for index in accounts:
            _lift(scores[index], "customer_name", -0.5)


def _weigh_clients(headers: Sequence[str], ideas: list[set[str]], scores: list[Scores]) -> None:
    """A client is a maker who orders the service, or who bought, as the others beside it say."""
    consumers = any(
        _speaks_of_consumers(header) and _best(row) in PERSONAL
        for header, row in zip(headers, scores, strict=True)
    )
    named = any(_best(row) == "customer_name" for row in scores)
    for header, words, row in zip(headers, ideas, scores, strict=True):
        if consumers and header.strip("*") in {"客户名称", "客户", "客户公司"}:
            _lift(row, "client_name", 0.45)
        elif not words & {"maker", "company"}:
            row.pop("client_name", None)
        elif not named and not consumers and header.isascii() and "customer_name" in row:
            row["customer_name"] = row.pop("client_name", 0)


def _lift(row: Scores, field: str, by: float) -> None:
    if field in row:
        row[field] += by


def _best(row: Scores) -> str:
    best = max(row, key=lambda field: row[field], default="")
    return best if best and row[best] >= 0.9 else ""


def _speaks_of_consumers(header: str) -> bool:
    """Beside 用户 or 消费者, a 客户 is the maker who orders the service."""
    return any(word in header for word in ("用户", "消费者", "厂商"))


def _assign(scores: Sequence[Scores]) -> list[str]:
    """One field per column so that their certainty in all is greatest (Hungarian method)."""
    names = (*fields(), *own_fields())
    place = {field: index for index, field in enumerate(names)}
    gains = []
    for row in scores:
        gain = [0.0] * (len(names) + len(scores))
        nothing = row.get(NONE, 0)
        for field, score in row.items():
            if field in place and score >= SURE_ENOUGH and score > nothing:
                gain[place[field]] = score**SURENESS
        gains.append(gain)
    picks = _greatest_sum(gains) if gains else []
    return [
        names[pick] if pick < len(names) and gains[row][pick] > 0 else ""
        for row, pick in enumerate(picks)
    ]


def _greatest_sum(gains: Sequence[Sequence[float]]) -> list[int]:
    """For each row a column of its own, the total gain greatest; rows ≤ columns."""
    height, width = len(gains), len(gains[0])
    up, left = [0.0] * (height + 1), [0.0] * (width + 1)
    row_of = [0] * (width + 1)
    for row in range(1, height + 1):
        row_of[0] = row
        way = _shortest_way(gains, row_of, up, left)
        column, back = way
        while column:
            row_of[column] = row_of[back[column]]
            column = back[column]
    picks = [0] * height
    for column in range(1, width + 1):
        if row_of[column]:
            picks[row_of[column] - 1] = column - 1
    return picks


def _shortest_way(
    gains: Sequence[Sequence[float]], row_of: list[int], up: list[float], left: list[float]
) -> tuple[int, list[int]]:
    """One augmenting path of the Hungarian method: its last column and the way back."""
    width = len(left) - 1
    least, back, used = [float("inf")] * (width + 1), [0] * (width + 1), [False] * (width + 1)
    column = 0
    while row_of[column]:
        used[column] = True
        row, step, following = row_of[column], float("inf"), 0
        for other in range(1, width + 1):
            if used[other]:
                continue
            slack = -gains[row - 1][other - 1] - up[row] - left[other]
            if slack < least[other]:
                least[other], back[other] = slack, column
            if least[other] < step:
                step, following = least[other], other
        for other in range(width + 1):
            if used[other]:
                up[row_of[other]] += step
                left[other] -= step
            else:
                least[other] -= step
        column = following
    return column, back


def sheet_to_take(sheets: Sequence[Sheet], target: str = CASES) -> Mapping[str, float]:
    """How much each sheet looks like a table of matters; the best one is proposed."""
    found = {}
    for sheet in sheets:
        suggestion = suggest(sheet, target=target)
        known = sum(p.score for p in suggestion.proposals if p.field) if suggestion else 0.0
        found[sheet.name] = known
    return found
