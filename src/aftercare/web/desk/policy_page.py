"""One version of a policy pack: everything it says, and, of a draft, what to do with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from aftercare.casework.recounts.queries import moves_under_version
from aftercare.foundation.actor import Actor
from aftercare.policy.packs.queries import (
    BEYOND,
    SEE_DRAFTS,
    Part,
    PromiseRow,
    VersionCard,
    Wording,
    changes_of,
    check_of,
    faults_of_version,
    handling_rules,
    pack_brief,
    promises_of,
    said,
    sentence_of,
    shipped_news,
    version_card,
    versions_of,
    versions_under_way,
    wording_of,
)
from aftercare.web.kit.formats import day
from aftercare.web.kit.policies import (
    APPROVALS,
    CLOSING_NEEDS,
    CODES,
    GROUNDS,
    KEPT_BY,
    LISTS,
    MONEY_GROUNDS,
    OCCASIONS,
    PARTS,
    SELECTORS,
    FieldWords,
    Names,
    delay_words,
    entry_words,
    limit_words,
    listed,
    months_words,
    reach_words,
    reminder_words,
    said_of,
    selector_words,
    up_to,
    when_words,
)
from aftercare.web.kit.requests import Request, page, signed_in
from aftercare.web.kit.sections import section_words
from aftercare.web.kit.templatetags.kit import colon

from .policy_drafts import STEPS, names_of
from .policy_trials import graded

CODE_WORDS = {**SELECTORS["kind"], **SELECTORS["category"], **CODES["code"]}
# Which steps lead on from a state, the first of them the one to be expected.
NEXT = {
    "draft": ("propose", "drop"),
    "proposed": ("review", "send-back"),
    "reviewed": ("approve", "send-back"),
}
ICONS = {
    "propose": "send",
    "drop": "trash",
    "review": "check",
    "approve": "circle-check",
    "send-back": "arrow-back-up",
}
TABLES = {"commitment": Part.COMMITMENT, "approval": Part.APPROVAL, "pause": Part.PAUSE,
          "compensation": Part.COMPENSATION, "limit": Part.LIMIT,
          "entitlement.right": Part.RIGHT, "entitlement.period": Part.PERIOD}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLine:
    """A promise in words: for whom, how long, from when, kept by what."""

    row: PromiseRow
    cases: tuple[str, ...]
    limit: str
    starts: str
    kept_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RightLine:
    """An entry of the entitlement table in words; `limits` are the numbers that count."""

    title: str
    goods: str
    gives: str
    limits: tuple[FieldWords, ...]
    clause: str
    document: str
    confirm: bool


@require_GET
@signed_in
def show(request: Request, version_id: int) -> HttpResponse:
    """Every promise with its clause, then how cases are handled under it, and what is owed."""
    actor, now = request.actor, request.now
    version = version_card(actor=actor, version_id=version_id, at=now)
    wording = wording_of(actor=actor, version_id=version_id, at=now)
    names = names_of(request, version_id)
    rows = promises_of(actor=actor, version_id=version_id)
    context: dict[str, object] = {
        "pack": pack_brief(actor=actor, version_id=version_id),
        "version": version,
        "versions": versions_of(actor=actor, pack_code=version.pack_code, at=now),
        "lines": [_line_of(row) for row in rows],
        "rights": [_right_of(entry, names) for entry in wording.parts[Part.RIGHT]],
        "periods": [_period_of(entry, names) for entry in wording.parts[Part.PERIOD]],
        "sums": [_sum_of(entry, names) for entry in wording.parts[Part.COMPENSATION]],
        "limits": [_limit_of(entry, names) for entry in wording.parts[Part.LIMIT]],
        "sources": list(names.sources.values()),
        "check": _check(request, version_id),
        "risks": graded(version.risk) if version.risk else (),
        "parts": {str(part): str(words) for part, words in PARTS.items()},
        **_handling(actor, version_id, wording),
        **_workshop(request, version),
        **_moves(request, version),
    }
    return page(request, "desk/policies/show", context)


def _handling(actor: Actor, version_id: int, wording: Wording) -> dict[str, object]:
    rules = handling_rules(actor=actor, version_id=version_id)
    stops = [entry.get("commitments", ()) for entry in wording.parts[Part.PAUSE]]
    return {
        "rules": rules,
        "approvals": [
            (up_to(limit.up_to), listed(limit.steps, APPROVALS)) for limit in rules.approval_limits
        ],
        "pauses": [
            (said(reason.name), reason, listed(codes, LISTS["commitments"]))
            for reason, codes in zip(rules.pause_reasons, stops, strict=True)
        ],
        "reminders": " ".join([*reminder_words(rules.reminders), delay_words(rules.reminders)]),
        "follow_up_kinds": selector_words("kind", sorted(rules.follow_up_kinds)),
        "closing_of": [
            (SELECTORS["kind"][kind], listed(needs, CLOSING_NEEDS))
            for kind, needs in wording.settings.get("closing_needs_of", {}).items()
        ],
        "closing": listed(wording.settings["closing_needs"], CLOSING_NEEDS),
        "beyond": listed(wording.settings.get("beyond_table", BEYOND), APPROVALS),
    }


def _workshop(request: Request, version: VersionCard) -> dict[str, object]:
    """What this person may do with the version, and where it stands on its way."""
    actor = request.actor
    held = {code for code, step in STEPS.items() if actor.may(step.permission)}
    mine = {version.proposer_id, version.reviewer_id, *version.writer_ids}
    if actor.user_id in mine:
        held -= {"review", "approve"}
    steps = [code for code in NEXT.get(version.state, ()) if code in held]
    coming = _under_way(request, version)
    may_start = actor.may("packs.start_draft") and version.holds and coming is None
    return {
        "steps": [(code, STEPS[code].title, ICONS[code]) for code in steps],
        "edits": version.is_draft and actor.may("packs.write_entry"),
        "stages": _stages(request, version) if version.is_under_way else (),
        "may_start": may_start,
        "coming": coming if version.holds else None,
        "has_news": may_start and shipped_news(actor=actor, pack_code=version.pack_code),
        "changed": _changed(request, version) if actor.may(SEE_DRAFTS) else None,
    }


def _moves(request: Request, version: VersionCard) -> dict[str, object]:
    """Of a version on its way: which open promises would fall due otherwise under it."""
    if not version.is_under_way:
        return {}
    moves = moves_under_version(actor=request.actor, version_id=version.version_id, now=request.now)
    return {"moves": moves, "hidden": moves.moved - len(moves.rows)}


def _under_way(request: Request, version: VersionCard) -> VersionCard | None:
    """The version of the same pack that somebody works on, for who may see it."""
    cards = versions_under_way(actor=request.actor, at=request.now)
    return next((card for card in cards if card.pack_code == version.pack_code), None)


def _changed(request: Request, version: VersionCard) -> int:
    at = request.now
    return len(changes_of(actor=request.actor, version_id=version.version_id, at=at))


def _stages(request: Request, version: VersionCard) -> list[dict[str, str]]:
    """Written, reviewed, approved: by whom."""
    place = ("draft", "proposed", "reviewed").index(version.state)
    begun = day(version.begun_at, request.now)
    names = [
        (_("Draft"), version.proposer if place else begun),
        (_("Awaiting review"), version.reviewer),
        (_("Awaiting approval"), ""),
        (_("In force"), ""),
    ]
    return [
        {
            "name": name,
            "spent": spent,
            "state": "done" if n < place else "now" if n == place else "next",
        }
        for n, (name, spent) in enumerate(names)
    ]


def _check(request: Request, version_id: int) -> dict[str, list[str]]:
    found = check_of(actor=request.actor, version_id=version_id)
    faults = faults_of_version(actor=request.actor, version_id=version_id, at=request.now)
    return {
        "faults": [f"{_place_words(fault.where)}{colon()}{sentence_of(fault)}" for fault in faults],
        "overlaps": [_in_words(sentence) for sentence in found.overlaps],
        "gaps": [_in_words(sentence) for sentence in found.gaps],
    }


def _place_words(where: str) -> str:
    """`commitment[3].unit` -> `Promises 4`."""
    table, _bracket, rest = where.partition("[")
    part = TABLES.get(table)
    if part is None:
        return where
    place = rest.partition("]")[0]
    return f"{PARTS[part]} {int(place) + 1}" if place.isdecimal() else str(PARTS[part])


def _in_words(sentence: str) -> str:
    """Packs know kinds and categories by their codes only; people read them in words."""
    found = re.compile(r"\b[a-z_]{4,}\b")
    return found.sub(lambda code: str(CODE_WORDS.get(code[0], code[0])), sentence)


def _line_of(row: PromiseRow) -> PromiseLine:
    return PromiseLine(
        row=row,
        cases=tuple(selector_words(name, values) for name, values in row.when),
        limit=limit_words(row.amount, row.unit),
        starts=str(OCCASIONS[row.starts_on]),
        kept_by=str(KEPT_BY[row.met_on]),
    )


def _right_of(entry: Mapping[str, Any], names: Names) -> RightLine:
    counted = [
        words
        for words in entry_words(entry, names)
        if words.name in {"days", "months", "count", "causes", "proofs"}
    ]
    return RightLine(
        title=str(GROUNDS[entry["ground"]]),
        goods="、".join(entry.get("goods", ())),
        gives=listed(entry.get("remedies", ()), LISTS["remedies"]),
        limits=tuple(counted),
        **_clause_of(entry, names),
    )


def _period_of(entry: Mapping[str, Any], names: Names) -> RightLine:
    counted = [
        words
        for words in entry_words(entry, names)
        if words.name in {"main_parts", "depreciation_percent_per_day", "fitted"}
    ]
    return RightLine(
        title="、".join(entry.get("goods", ())) or _("All other goods"),
        goods=months_words(entry["whole_months"]),
        gives=months_words(entry.get("main_months")),
        limits=tuple(counted),
        **_clause_of(entry, names),
    )


def _sum_of(entry: Mapping[str, Any], names: Names) -> RightLine:
    least, most, lower, upper = (
        Decimal(str(entry[name])) if name in entry else None
        for name in ("least_amount", "most_amount", "least_percent", "most_percent")
    )
    return RightLine(
        title=str(MONEY_GROUNDS[entry["ground"]]),
        goods=when_words(entry.get("when", {})),
        gives=reach_words(least, most, lower, upper),
        limits=(),
        **_clause_of(entry, names),
    )


def _limit_of(entry: Mapping[str, Any], names: Names) -> tuple[str, str, str]:
    """The role, what it promises alone, what it approves."""
    alone, approves = (entry.get(name) for name in ("alone_up_to", "approves_up_to"))
    return str(names.roles.get(entry["role"], entry["role"])), up_to(alone), up_to(approves)


def _clause_of(entry: Mapping[str, Any], names: Names) -> dict[str, Any]:
    document = str(names.sources.get(entry.get("source", "own"), ""))
    return {
        "clause": said_of(entry["clause"]),
        "document": f"{document} {section_words(entry.get('section', ''))}".strip(),
        "confirm": entry.get("confirm", False),
    }
