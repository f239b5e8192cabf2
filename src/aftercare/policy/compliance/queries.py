"""The laws and standards that policies rest on: who watches them, and which rules cite them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.clauses import Text
from aftercare.foundation.errors import NotFound
from aftercare.foundation.identity.queries import user_names
from aftercare.policy.packs.queries import Part, Wording, packs_in_force, wording_of

from .models import Norm, NormChange

SEE_REGISTER = view("compliance.see_register")
KIND_CHOICES = Norm.Kind.choices
# Sources of a pack that are the company's own papers, and no law or standard.
HOUSE = frozenset({"own", "default", "home_goods", "control"})
CITING = (Part.COMMITMENT, Part.RIGHT, Part.PERIOD)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A change to act upon; `overdue` when its day has passed and nothing came of it."""

    id: int
    what: str
    act_by: date
    noted_by: str
    done_at: datetime | None
    done_by: str
    outcome: str
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A rule of a policy in force that rests on it; `index` is its place in the part."""

    version_id: int
    pack: str
    part: str
    index: int
    section: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NormRow:
    """`cited` counts the rules in force that rest on it; `to_act` are changes not done yet."""

    id: int
    title: str
    title_zh: str
    title_en: str
    kind: str
    reference: str
    owner_id: int | None
    owner: str
    review_on: date | None
    reviewed_at: datetime | None
    reviewed_by: str
    review_outcome: str
    note: str
    overdue: bool
    cited: int
    to_act: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NormCard:
    row: NormRow
    citations: tuple[Citation, ...]
    changes: tuple[ChangeRow, ...]


def norms(*, actor: Actor, at: datetime) -> list[NormRow]:
    """What is overdue first, then by the day of review."""
    actor.must(SEE_REGISTER)
    found = list(Norm.objects.order_by(F("review_on").asc(nulls_last=True), "title_zh"))
    cited, changes = _citations(at), _open_changes()
    names = user_names(actor=SYSTEM, ids={row.owner_id for row in found if row.owner_id})
    rows = [_row(norm, names, cited, changes, at) for norm in found]
    return sorted(rows, key=lambda row: not row.overdue)


def norm_card(*, actor: Actor, norm_id: int, at: datetime) -> NormCard:
    actor.must(SEE_REGISTER)
    norm = Norm.objects.filter(id=norm_id).first()
    if norm is None:
        raise NotFound(_("There is no such entry of the register."))
    cited = _citations(at)
    names = user_names(actor=SYSTEM, ids={norm.owner_id} if norm.owner_id else set())
    return NormCard(
        row=_row(norm, names, cited, _open_changes(), at),
        citations=tuple(cited.get(norm.title_zh, ())),
        changes=tuple(
            _change(row, at) for row in norm.changes.order_by(F("done_at").desc(nulls_first=True))
        ),
    )


def overdue_count(*, actor: Actor, at: datetime) -> int:
    """Reviews and changes whose day has passed; 0 for who may not see the register."""
    if not actor.may(SEE_REGISTER):
        return 0
    today = timezone.localdate(at)
    late = NormChange.objects.filter(done_at=None, act_by__lt=today).values("norm").distinct()
    return Norm.objects.filter(review_on__lt=today).exclude(id__in=late).count() + late.count()


def titles_cited(*, actor: Actor, at: datetime) -> dict[str, Text]:
    """The laws and standards that policies in force cite, by their Chinese title."""
    return {
        text["zh"]: Text(zh=text["zh"], en=text.get("en", ""))
        for pack in packs_in_force(actor=actor, at=at)
        for text in _laws(wording_of(actor=actor, version_id=pack.version_id, at=at)).values()
    }


def _laws(wording: Wording) -> dict[str, dict[str, Any]]:
    """The sources of a pack that are no papers of the house, by code."""
    papers = {one["code"]: one for one in wording.parts[Part.SOURCE]}
    return {
        code: one
        for code, one in papers.items()
        if code not in HOUSE and code in set(_codes(wording))
    }


def _codes(wording: Wording) -> Iterator[str]:
    for part in CITING:
        for entry in wording.parts[part]:
            yield entry.get("source", "own")


def _citations(at: datetime) -> Mapping[str, list[Citation]]:
    found: dict[str, list[Citation]] = defaultdict(list)
    for pack in packs_in_force(actor=SYSTEM, at=at):
        wording = wording_of(actor=SYSTEM, version_id=pack.version_id, at=at)
        titles = {one["code"]: one["zh"] for one in wording.parts[Part.SOURCE]}
        for part in CITING:
            for index, entry in enumerate(wording.parts[part]):
                title = titles.get(entry.get("source", "own"), "")
                clause = entry["clause"]
                said = clause if isinstance(clause, str) else _said(clause)
                found[title].append(
                    Citation(version_id=pack.version_id, pack=pack.name, part=part, index=index,
                             section=entry.get("section", ""), clause=said)
                )  # fmt: skip
    return found


def _said(text: Mapping[str, str]) -> str:
    return Text(zh=text["zh"], en=text.get("en", "")).within(get_language() or "zh")


def _open_changes() -> dict[int, list[NormChange]]:
    found: dict[int, list[NormChange]] = defaultdict(list)
    for change in NormChange.objects.filter(done_at=None):
        found[change.norm_id].append(change)
    return found


def _row(
    norm: Norm,
    names: Mapping[int, str],
    cited: Mapping[str, list[Citation]],
    changes: Mapping[int, list[NormChange]],
    at: datetime,
) -> NormRow:
    today = timezone.localdate(at)
    to_act = changes.get(norm.id, [])
    late = norm.review_on is not None and norm.review_on < today
    plain = {
        name: getattr(norm, name)
        for name in ("id", "title_zh", "title_en", "kind", "reference", "owner_id", "review_on",
                     "reviewed_at", "reviewed_by", "review_outcome", "note")
    }  # fmt: skip
    return NormRow(
        title=_said({"zh": norm.title_zh, "en": norm.title_en}),
        owner=names.get(norm.owner_id or 0, ""),
        overdue=late or any(change.act_by < today for change in to_act),
        cited=len(cited.get(norm.title_zh, ())),
        to_act=len(to_act),
        **plain,
    )


def _change(row: NormChange, at: datetime) -> ChangeRow:
    return ChangeRow(
        id=row.id,
        what=row.what,
        act_by=row.act_by,
        noted_by=row.noted_by,
        done_at=row.done_at,
        done_by=row.done_by,
        outcome=row.outcome,
        overdue=row.done_at is None and row.act_by < timezone.localdate(at),
    )
