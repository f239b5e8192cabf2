"""The history in words: codes, ids and moments of its details as people say them.

What only a program can use (versions, digests, ids of rows that nobody calls by number) is left
out; the entry itself is in the export, whole.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import SEE_CASES, case_briefs
from aftercare.customers.products.queries import lines
from aftercare.fieldservice.gear.queries import kinds
from aftercare.fieldservice.records.queries import codes_in_words
from aftercare.fieldservice.workorders.queries import SEE_ORDERS, order_briefs
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.queries import EntryRow
from aftercare.foundation.identity.queries import SEE_USERS, role_names, user_names
from aftercare.foundation.regions import region_name
from aftercare.people.organisation.queries import unit_names
from aftercare.people.staff.queries import member_briefs
from aftercare.policy.packs.queries import handling_rules, packs_in_force, said
from aftercare.web.kit import formats

from .history_codes import CODES, PROMISES
from .history_labels import (
    COUNTED,
    FIELD_LABELS,
    OTHER_WORDS,
    RARE,
    SILENT,
    SUBJECTS,
    TOGETHER,
)
from .templatetags.casework import LABELS

Reader = Callable[[object, "Known"], str]
Ids = dict[str, set[int]]
Names = Callable[[], Mapping[str, str]]
LISTED = 6
NUMBER = re.compile(r"[A-Z]{2,3}\d{6}-\d{5}")
MOMENTS = (
    "from_at", "happened_at", "longest_until", "met_at", "moment", "since", "until_at",
    "window",
)  # fmt: skip
DUES = ("due_at", "former")  # until when: at midnight the end of the day
DAYS = (
    "days", "ends_on", "known_until", "monday", "next_on", "on", "taken_out", "valid_from",
    "valid_until",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One entry; `details` are (name, words), `url` leads to what it is about ("" for nothing)."""

    row: EntryRow
    subject: str
    url: str
    details: list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Names by id or code, read once for all entries of a page."""

    now: datetime
    names: Mapping[str, Names]

    def name(self, group: str, key: object) -> str:
        return self.names[group]().get(str(key), f"#{key}")


def told(*, actor: Actor, rows: Iterable[EntryRow], now: datetime) -> list[Told]:
    """Each entry in words; the number of queries does not grow with the entries."""
    entries = list(rows)
    known = _known(actor, _ids(entries), now)
    return [
        Told(
            row=row,
            subject=_subject(row.subject, known),
            url=_page_of(row.subject),
            details=_once(_subject(row.subject, known), _details(row, known)),
        )
        for row in entries
    ]


def subjects(*, actor: Actor, codes: Iterable[str], now: datetime) -> dict[str, tuple[str, str]]:
    """What `case:17` is called, and its page ("" for none)."""
    wanted = set(codes)
    ids: Ids = {group: set() for group in GROUPS}
    for code in wanted:
        _note(code, ids)
    known = _known(actor, ids, now)
    return {code: (_subject(code, known), _page_of(code)) for code in wanted}


def _subject(code: str, known: Known) -> str:
    kind, _colon, key = code.partition(":")
    group, name, _door = SUBJECTS.get(kind, ("", kind, ""))
    own = known.name(group, key) if group else (f"#{key}" if key.isdigit() else "")
    return f"{name} {own}".strip()


def _page_of(code: str) -> str:
    kind, _colon, key = code.partition(":")
    door = SUBJECTS.get(kind, ("", "", ""))[2]
    if not door:
        return ""
    return reverse(door) if kind in TOGETHER else reverse(door, args=[key])


def _details(row: EntryRow, known: Known) -> Iterator[tuple[str, str]]:
    for key, value in row.detail.items():
        if key in SILENT or f"{row.verb} {key}" in SILENT or value in (None, "", [], {}):
            continue
        if key in RARE and value is False:
            continue
        read = _own_reader(row.verb, key) or READERS.get(key) or _plain(key)
        count = str(len(value)) if key in COUNTED and isinstance(value, list) else ""
        yield _label(row.verb, key), count or _listed(value, read, known)
    for key, text in row.words.items():
        read = _own_reader(row.verb, key) or _plain(key)
        yield _label(row.verb, key), _("Text erased") if text is None else read(text, known)


def _once(subject: str, details: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Without a number that the subject or a detail before says already."""
    told: list[tuple[str, str]] = []
    for name, words in details:
        known = [*subject.split(), *(before for _name, before in told)]
        if not (NUMBER.fullmatch(words) and words in known):
            told.append((name, words))
    return told


def _own_reader(verb: str, key: str) -> Reader | None:
    """How a detail is read when this verb means something else by it than others do."""
    name = f"{verb} {key}"
    return READERS.get(name) or (_in(CODES[name]) if name in CODES else None)


def _label(verb: str, key: str) -> str:
    """What a detail is called, of this verb or at all."""
    label = FIELD_LABELS.get(f"{verb} {key}") or FIELD_LABELS.get(key)
    return str(label or key.replace("_", " "))


def _listed(value: object, read: Reader, known: Known) -> str:
    if not isinstance(value, list):
        return read(value, known)
    more = len(value) - LISTED
    shown = [read(one, known) for one in value[:LISTED]]
    return formats.listed(shown) + (f" +{more}" if more > 0 else "")


def _plain(key: str) -> Reader:
    """A value that stands for itself, or a code of a field with known words."""

    def read(value: object, known: Known) -> str:
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, dict):
            return formats.listed(_pair(name, inner, known) for name, inner in value.items())
        words = CODES.get(key) or LABELS.get(key) or {}
        text = str(value)
        return str(words.get(text) or OTHER_WORDS.get(text) or FIELD_LABELS.get(text) or text)

    return read


def _pair(name: str, value: object, known: Known) -> str:
    """`{"level": ["one", "two"]}`: 级别 一级 → 二级; `{"solution": "2026-…"}`: its moment."""
    label = str(FIELD_LABELS.get(name) or PROMISES.get(name) or name)
    if isinstance(value, list):
        read = READERS.get(name) or _plain(name)
        return f"{label} {' → '.join(read(one, known) for one in value)}"
    return f"{label} {_when(value, known) if value else _('none')}"


def _when(value: object, known: Known) -> str:
    return _at(value, formats.moment, known)


def _by_when(value: object, known: Known) -> str:
    return _at(value, formats.due, known)


def _at(value: object, words: Callable[[datetime, datetime], str], known: Known) -> str:
    try:
        return words(datetime.fromisoformat(str(value)), known.now)
    except ValueError:
        return str(value)


def _day(value: object, known: Known) -> str:
    try:
        return formats.day(date.fromisoformat(str(value)), known.now)
    except ValueError:
        return str(value)


def _of(group: str) -> Reader:
    return lambda value, known: known.name(group, value)


def _in(words: Mapping[str, str | Promise]) -> Reader:
    return lambda value, _known: str(words.get(str(value), value))


def _alarm(value: object, known: Known) -> str:
    del known
    name, _underscore, percent = str(value).partition("_")
    return _("%s%% used") % percent if name == "used" and percent else _("past due")


def _count(value: object, known: Known) -> str:
    del known
    return ngettext("%d case", "%d cases", int(str(value))) % int(str(value))


def _at_work(group: str) -> Reader:
    """A step, or what a picture shows; a company's own codes stand as they are."""
    return lambda value, known: known.names[group]().get(str(value), str(value))


READERS: dict[str, Reader] = {
    **dict.fromkeys(
        ("owner", "former_owner", "members", "to", "stand_in_id", "technicians"), _of("member")
    ),
    **dict.fromkeys(("users", "user_id", "linked_user_id"), _of("user")),
    **dict.fromkeys(("org_unit", "org_unit_id", "former_org_unit_id", "parent_id"), _of("unit")),
    **dict.fromkeys(("double", "kept", "other", "case_id", "cases"), _of("case")),
    **dict.fromkeys(("order", "follows", "orders", "left"), _of("order")),
    **dict.fromkeys(("roles", "user.roles_set before"), _of("role")),
    **dict.fromkeys(("product_line", "product_lines", "line"), _of("line")),
    **dict.fromkeys(MOMENTS, _when),
    **dict.fromkeys(DUES, _by_when),
    **dict.fromkeys(DAYS, _day),
    **dict.fromkeys(("region", "regions"), lambda value, _known: region_name(str(value))),
    **dict.fromkeys(("case.paused reason", "case.resumed reason"), _of("pause")),
    "plan.made orders": lambda value, _known: str(value),
    "gear.registered kind": _of("gear"),
    "order.step_checked check": _at_work("check"),
    "order.photo_taken check": _at_work("check"),
    "order.photo_taken shows": _at_work("shows"),
    "messaging.switched on": _plain("on"),
    "percent": lambda value, _known: f"{value}%",
    "alarms": _alarm,
    **dict.fromkeys(
        (
            "import.done cases",
            "staff.cases_handed_over cases",
            "staff.hand_over_undone cases",
            "triage.trained cases",
        ),
        _count,
    ),
}
GROUPS = {
    "member": {"owner", "former_owner", "members", "to", "stand_in_id", "technicians"},
    "user": {"users", "user_id", "linked_user_id"},
    "unit": {"org_unit", "org_unit_id", "former_org_unit_id", "parent_id"},
    "case": {"double", "kept", "other", "case_id", "cases"},
    "order": {"order", "follows", "orders", "left"},
}


def _known(actor: Actor, ids: Ids, now: datetime) -> Known:
    """Asks for the names of a group when the first of them is told."""

    def members() -> dict[str, str]:
        found = member_briefs(actor=actor, ids=ids["member"])
        return {str(key): brief.name for key, brief in found.items()}

    def cases() -> dict[str, str]:
        found = case_briefs(actor=actor, ids=ids["case"]) if actor.may(SEE_CASES) else []
        return {str(case.id): case.number for case in found}

    def orders() -> dict[str, str]:
        found = order_briefs(actor=actor, ids=ids["order"]) if actor.may(SEE_ORDERS) else {}
        return {str(order.id): order.number for order in found.values()}

    def roles() -> dict[str, str]:
        found = role_names(actor=actor) if actor.may(SEE_USERS) else []
        return {role.code: role.name for role in found}

    def packs() -> dict[str, str]:
        return {pack.pack_code: pack.name for pack in packs_in_force(actor=actor, at=now)}

    def gear() -> dict[str, str]:
        chinese = (get_language() or "zh").startswith("zh")
        found = kinds(actor=actor).items()
        return {code: one.text_zh if chinese else one.text_en for code, one in found}

    names: dict[str, Names] = {
        "member": members,
        "user": lambda: _by_text(user_names(actor=actor, ids=ids["user"])),
        "unit": lambda: _by_text(unit_names(actor=actor, ids=ids["unit"])),
        "case": cases,
        "order": orders,
        "role": roles,
        "gear": gear,
        "line": lambda: {line.code: line.name for line in lines(actor=actor)},
        "pack": packs,
        "pause": lambda: _pauses(actor, now),
        "check": lambda: codes_in_words(actor=actor)["check"],
        "shows": lambda: codes_in_words(actor=actor)["shows"],
    }
    return Known(now=now, names={group: cache(read) for group, read in names.items()})


def _pauses(actor: Actor, now: datetime) -> dict[str, str]:
    """What the packs in force call the reasons of a pause."""
    rules = [
        handling_rules(actor=actor, version_id=pack.version_id)
        for pack in packs_in_force(actor=actor, at=now)
    ]
    return {reason.code: said(reason.name) for one in rules for reason in one.pause_reasons}


def _by_text(names: Mapping[int, str]) -> dict[str, str]:
    return {str(key): name for key, name in names.items()}


def _note(code: str, found: Ids) -> None:
    kind, _colon, key = code.partition(":")
    group = SUBJECTS.get(kind, ("", "", ""))[0]
    if group in found and key.isdigit():
        found[group].add(int(key))


def _ids(rows: Iterable[EntryRow]) -> Ids:
    """The ids that the entries name, by what they are ids of."""
    found: Ids = {group: set() for group in GROUPS}
    for row in rows:
        _note(row.subject, found)
        for group, fields in GROUPS.items():
            for name in fields & row.detail.keys():
                value = row.detail[name]
                many = value if isinstance(value, list) else [value]
                found[group] |= {one for one in many[:LISTED] if isinstance(one, int)}
    return found
