"""How lists of cases are narrowed on the desk: the address, the chips, the panel, the tabs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases import queries as cases
from aftercare.casework.views.queries import MANY, ME, Words, cleaned
from aftercare.customers.products.queries import lines
from aftercare.people.organisation.queries import unit_names, unit_tree
from aftercare.people.staff.queries import SEE_MEMBERS, member_briefs, members
from aftercare.web.kit.requests import Request

Label = str | Promise
Choices = list[tuple[str, Label]]

DIGITS = 19  # an id has fewer
YES_NO: Choices = [("yes", _("yes")), ("no", _("no"))]
OPEN: Choices = [("yes", _("Open")), ("no", _("Ended")), ("all", _("Open and ended"))]
DUE: Choices = [
    ("2h", _("within 2 hours")),
    ("today", _("today")),
    ("24h", _("within 24 hours")),
    ("week", _("within a week")),
]
LATE: Choices = [("yes", _("Late"))]
SOON: Choices = [("yes", _("In danger"))]
CODES: dict[str, Choices] = {
    "state": list(cases.STAGE_CHOICES),
    "kind": list(cases.KIND_CHOICES),
    "category": list(cases.CATEGORY_CHOICES),
    "level": list(cases.LEVEL_CHOICES),
    "severity": list(cases.SEVERITY_CHOICES),
    "channel": list(cases.CHANNEL_CHOICES),
    "urgent": YES_NO,
    "danger": YES_NO,
    "again": YES_NO,
    "open": OPEN,
    "due": DUE,
    "late": LATE,
    "soon": SOON,
}
NAMES: dict[str, Label] = {
    "q": _("Search"),
    "open": _("Shown"),
    "state": _("State"),
    "late": _("Time"),
    "soon": _("Time left"),
    "due": _("Due"),
    "due_before": _("Due before"),
    "kind": _("Kind"),
    "category": _("Category"),
    "line": _("Product line"),
    "level": _("Level"),
    "severity": _("Severity"),
    "urgent": _("Urgent"),
    "danger": _("Danger"),
    "again": _("The same again"),
    "channel": _("Channel"),
    "owner": _("Owner"),
    "unit": _("Unit"),
    "customer": _("Customer"),
    "from": _("Received from"),
    "until": _("Received until"),
}
# Name, words, order, and by what else the palette finds it.
BUILT_IN: tuple[tuple[Label, Words, str, str], ...] = (
    (_("Open"), {"open": ["yes"]}, "due", "chulizhong clz"),
    (_("Late"), {"open": ["yes"], "late": ["yes"]}, "due", "yichaoshi ycs late overdue"),
    (_("In danger"), {"open": ["yes"], "soon": ["yes"]}, "due", "linqi lq endangered soon"),
    (_("Due today"), {"open": ["yes"], "due": ["today"]}, "due", "jintiandaoqi jtdq"),
    (_("Danger"), {"open": ["yes"], "danger": ["yes"]}, "due", "weixian wx safety"),
    (_("To classify"), {"open": ["yes"], "state": ["registered"]}, "due", "daifenlei dfl"),
    (_("Everything"), {"open": ["all"]}, "newest", "quanbu qb"),
)
QUICK: tuple[tuple[Label, str, str], ...] = (
    (_("Mine"), "owner", ME),
    (_("Late"), "late", "yes"),
    (_("In danger"), "soon", "yes"),
    (_("Due today"), "due", "today"),
    (_("Urgent"), "urgent", "yes"),
    (_("Danger"), "danger", "yes"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A part of the filter: a click takes it away (or, where it is not `chosen`, puts it in)."""

    text: str
    url: str
    chosen: bool
    name: Label = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A part of the filter panel: chips to choose from."""

    name: str
    label: Label
    single: bool
    choices: list[tuple[str, Label, bool]]


def words_of(request: Request) -> Words:
    """What the address asks for; without any word the open cases."""
    words = cleaned({name: request.GET.getlist(name) for name in request.GET})
    return words or {"open": ["yes"]}


def address(words: Mapping[str, Iterable[str]], *, order: str = "", view: str = "") -> str:
    extra = {"order": [order] if order else [], "view": [view] if view else []}
    return f"{reverse('desk:cases')}?{query_of({**words, **extra})}"


def query_of(words: Mapping[str, Iterable[str]]) -> str:
    known = {name: list(values) for name, values in words.items()}
    return urlencode({name: values for name, values in known.items() if values}, doseq=True)


def without(words: Words, name: str, value: str) -> Words:
    left = [one for one in words.get(name, []) if one != value]
    return {**{k: v for k, v in words.items() if k != name}, **({name: left} if left else {})}


def quick_chips(words: Words, *, order: str, view: str = "") -> list[Chip]:
    """The toggles that are always at hand."""
    chips = []
    for text, name, value in QUICK:
        chosen = value in words.get(name, [])
        then = without(words, name, value) if chosen else {**words, name: [value]}
        chips.append(Chip(text=str(text), url=address(then, order=order, view=view), chosen=chosen))
    return chips


def chips(request: Request, words: Words, *, order: str, view: str = "") -> list[Chip]:
    """What is chosen besides the toggles and the plain "open"."""
    quick = {(name, value) for _text, name, value in QUICK} | {("open", "yes"), ("open", "all")}
    return [
        Chip(
            name=NAMES[name],
            text=_text_of(request, name, value),
            url=address(without(words, name, value), order=order, view=view),
            chosen=True,
        )
        for name, values in words.items()
        for value in values
        if (name, value) not in quick
    ]


def groups(request: Request, words: Words) -> list[Group]:
    offered: dict[str, Choices] = {
        **CODES,
        "line": [(one.code, one.name) for one in lines(actor=request.actor)],
    }
    order = ["open", "late", "soon", "due", *MANY, "urgent", "danger", "again"]
    found = []
    for name in order:
        single, chosen = name not in MANY, words.get(name, [])
        choices = [(code, label, code in chosen) for code, label in offered[name]]
        if single and name != "open":
            choices.insert(0, ("", _("any"), not chosen))
        found.append(Group(name=name, label=NAMES[name], single=single, choices=choices))
    return found


def owner_choices(request: Request) -> Choices:
    mine: Choices = [(ME, _("myself"))] if request.actor.staff_id else []
    if not request.actor.may(SEE_MEMBERS):
        return mine
    found = members(actor=request.actor, limit=300).rows
    return mine + [(str(c.brief.id), f"{c.brief.name} · {c.brief.org_unit_name}") for c in found]


def unit_choices(request: Request) -> Choices:
    """The units in sight, each indented below the one above."""
    actor = request.actor
    units = unit_tree(actor=actor)
    seen = [u for u in units if actor.sees_everything or u.id in actor.org_units]
    return [(str(unit.id), f"{'　' * unit.depth}{unit.name}") for unit in seen]


def _text_of(request: Request, name: str, value: str) -> str:
    actor = request.actor
    if name == "owner" and value.isdecimal():
        found = member_briefs(actor=actor, ids=[int(value)]) if len(value) < DIGITS else {}
        return next((one.name for one in found.values()), value)
    if name == "unit" and value.isdecimal():
        found_names = unit_names(actor=actor, ids=[int(value)]) if len(value) < DIGITS else {}
        return next(iter(found_names.values()), value)
    if name == "unit":
        return str(_("my unit"))
    if name == "line":
        return next((one.name for one in lines(actor=actor) if one.code == value), value)
    return str(dict(CODES.get(name, [])).get(value, value))
