from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aftercare.foundation.actor import Actor
from aftercare.foundation.clauses import Clause, Text
from aftercare.foundation.errors import NotFound
from aftercare.foundation.faults import Fault, FaultKind
from aftercare.foundation.memory.queries import remembered
from aftercare.policy.entitlements.queries import Terms, terms_of
from aftercare.policy.packs.models import Pack, PackVersion
from aftercare.policy.packs.rules.compensation import (
    ANYBODY,
    BEYOND,
    GROUNDS,
    OUTSIDE,
    CompensationRule,
    MoneyRules,
    RoleLimit,
    Verdict,
    money_of,
    reaches,
    steps_together,
)
from aftercare.policy.packs.rules.differences import Change, Difference
from aftercare.policy.packs.rules.drafting import Part
from aftercare.policy.packs.rules.faults import gaps_of, overlaps_of
from aftercare.policy.packs.rules.handling import (
    ApprovalLimit,
    HandlingRules,
    PauseReason,
    ReminderRules,
    handling_of,
)
from aftercare.policy.packs.rules.promises import (
    Classified,
    CommitmentRule,
    Escalation,
    MetOn,
    StartsOn,
    Unit,
    commitments_of,
    promises_for,
)

from .drafts import (
    SEE_DRAFTS,
    RiskScore,
    VersionCard,
    Wording,
    changes_of,
    data_of,
    faults_of_data,
    faults_of_version,
    shipped_news,
    version_card,
    versions_of,
    versions_to_come,
    versions_under_way,
    wording_of,
)

__all__ = [
    "ANYBODY",
    "BEYOND",
    "GROUNDS",
    "OUTSIDE",
    "SEE_DRAFTS",
    "ApprovalLimit",
    "Change",
    "Clause",
    "CommitmentRule",
    "CompensationRule",
    "Difference",
    "Escalation",
    "HandlingRules",
    "MetOn",
    "MoneyRules",
    "PackBrief",
    "Part",
    "PauseReason",
    "ReminderRules",
    "RiskScore",
    "RoleLimit",
    "StartsOn",
    "TermsBrief",
    "Text",
    "Unit",
    "Verdict",
    "VersionCard",
    "Wording",
    "all_commitments",
    "changes_of",
    "check_of",
    "commitments_for",
    "faults_in",
    "faults_of_version",
    "handling_rules",
    "money_rules",
    "pack_brief",
    "packs_in_force",
    "promises_of",
    "reaches",
    "said",
    "sentence_of",
    "shipped_news",
    "steps_together",
    "terms_at_sale",
    "version_card",
    "version_in_force",
    "version_on_line",
    "versions_of",
    "versions_to_come",
    "versions_under_way",
    "wording_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackBrief:
    """A version of a pack, by name."""

    version_id: int
    pack_code: str
    number: int
    name: str
    state: str
    in_force_from: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsBrief:
    """A table of entitlements and the version that it is of."""

    pack: PackBrief
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCheck:
    """What a reader of a pack should know: sentences on overlaps and on gaps."""

    overlaps: list[str]
    gaps: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRow:
    """A promise of a pack as its page shows it, in the reader's language.

    `when` are the selectors with the values they accept, as codes; `confirm` marks a default of
    the product that nobody has confirmed yet.
    """

    code: str
    label: str
    amount: int
    unit: str
    calendar: str
    starts_on: str
    met_on: str
    when: tuple[tuple[str, tuple[str, ...]], ...]
    document: str
    section: str
    clause: str
    statutory: bool
    internal: bool
    confirm: bool
    close_of_business: bool
    warn_at_percent: tuple[int, ...]
    endangered_at_percent: int
    escalate_to: tuple[str, ...]
    escalations: tuple[Escalation, ...]


def version_in_force(*, actor: Actor, line_code: str, at: datetime) -> PackBrief:
    """The version in force at `at` of the pack for a product line, or of that code itself.

    Of the fallback pack for a line that no pack names. Raises NotFound where no pack is in force.
    """
    standing = [v for v in _versions_in_force() if v.in_force_from and v.in_force_from <= at]
    best = next(
        (row for row in standing if line_code in (*row.pack.lines, row.pack.code)),
        next((row for row in standing if row.pack.is_fallback), None),
    )
    if best is None:
        raise NotFound(_("No policy pack is in force."))
    return _brief_of(best)


@remembered("packs_pack", "packs_packversion")
def _versions_in_force() -> tuple[PackVersion, ...]:
    """All that are or will be, those of named lines and the newest first."""
    versions = PackVersion.objects.filter(state=PackVersion.State.IN_FORCE).select_related("pack")
    in_order = versions.defer("data").order_by("pack__is_fallback", "-in_force_from", "-number")
    return tuple(in_order)


def terms_at_sale(*, actor: Actor, line_code: str, on: date) -> TermsBrief | None:
    """The table of entitlements that held when something was sold; it holds for good (R-POL-01).

    Of the version in force at the end of that day; where that one says nothing of entitlements,
    of the first later one that does. None where no version does.
    """
    sold = datetime.combine(on, time.max, timezone.get_current_timezone())
    pack = version_in_force(actor=actor, line_code=line_code, at=sold)
    told = _first_with_terms(pack.version_id)
    if told is None:
        return None
    brief = pack if told == pack.version_id else pack_brief(actor=actor, version_id=told)
    terms = _terms(told)
    return TermsBrief(pack=brief, terms=terms) if terms else None


def version_on_line(*, actor: Actor, kept_id: int, line_code: str, at: datetime) -> int:
    """The version for what turns out to belong to another product line, and began at `at`.

    What began under a version keeps it for good (semantics 1); only a line of another pack brings
    that pack, in the version in force at the beginning.
    """
    named = version_in_force(actor=actor, line_code=line_code, at=at)
    kept = pack_brief(actor=actor, version_id=kept_id)
    return kept_id if named.pack_code == kept.pack_code else named.version_id


def pack_brief(*, actor: Actor, version_id: int) -> PackBrief:
    version = _version(version_id)
    if version is None:
        raise NotFound(_("There is no such policy version."))
    return _brief_of(version)


@remembered("packs_pack", "packs_packversion")
def _version(version_id: int) -> PackVersion | None:
    return PackVersion.objects.select_related("pack").defer("data").filter(id=version_id).first()


def packs_in_force(*, actor: Actor, at: datetime) -> list[PackBrief]:
    """The version in force of every pack."""
    versions = PackVersion.objects.in_force_at(at).select_related("pack").defer("data")
    newest = versions.order_by("pack_id", "-in_force_from", "-number").distinct("pack_id")
    return [_brief_of(version) for version in newest]


def commitments_for(
    *, actor: Actor, version_id: int, classification: Classified
) -> list[CommitmentRule]:
    """The promises that a version makes for a case so classified, whenever they start."""
    return promises_for(_commitments(version_id), classification)


def all_commitments(*, actor: Actor, version_id: int) -> tuple[CommitmentRule, ...]:
    """Every promise of a version in its order; the place of one is its `index`."""
    return _commitments(version_id)


def promises_of(*, actor: Actor, version_id: int) -> list[PromiseRow]:
    """Every promise of a version in its order, to read."""
    return [_promise_row(rule) for rule in _commitments(version_id)]


def check_of(*, actor: Actor, version_id: int) -> PackCheck:
    """The overlaps and gaps of a version in sentences, for the page and for whoever saves it."""
    rules = _commitments(version_id)
    shared = _("Promises %(first)d and %(second)d (%(code)s) share cases; the first holds.")
    nothing = _("Nothing is promised at the start to some cases: %(kind)s (%(categories)s).")
    return PackCheck(
        overlaps=[
            shared % {"first": one.index + 1, "second": other.index + 1, "code": one.code}
            for one, other in overlaps_of(rules)
        ],
        gaps=[
            nothing % {"kind": kind, "categories": ", ".join(categories)}
            for kind, categories in gaps_of(rules).items()
        ],
    )


def handling_rules(*, actor: Actor, version_id: int) -> HandlingRules:
    """Approval limits, pause reasons, follow-up, reopening and closing of a version."""
    return _handling(version_id)


def money_rules(*, actor: Actor, version_id: int) -> MoneyRules:
    """The compensation table of a version, its limits by role, who approves beyond the table."""
    return _money(version_id)


@remembered("packs_packversion", most=64)
def _commitments(version_id: int) -> tuple[CommitmentRule, ...]:
    return commitments_of(data_of(version_id))


@remembered("packs_packversion", most=64)
def _terms(version_id: int) -> Terms | None:
    return terms_of(data_of(version_id))


def _first_with_terms(version_id: int) -> int | None:
    if _terms(version_id) is not None:
        return version_id
    version = PackVersion.objects.get(id=version_id)
    later = PackVersion.objects.filter(
        pack=version.pack_id, number__gt=version.number, state=PackVersion.State.IN_FORCE
    )
    with_terms = later.filter(data__has_key="entitlement").order_by("number")
    return with_terms.values_list("id", flat=True).first()


@remembered("packs_packversion", most=64)
def _handling(version_id: int) -> HandlingRules:
    return handling_of(data_of(version_id))


@remembered("packs_packversion", most=64)
def _money(version_id: int) -> MoneyRules:
    return money_of(data_of(version_id))


def said(text: Text) -> str:
    """A text of the company in the reader's language."""
    return text.within(get_language() or "zh")


def _promise_row(rule: CommitmentRule) -> PromiseRow:
    plain = {
        name: getattr(rule, name)
        for name in PromiseRow.__slots__
        if name not in {"label", "when", "document", "section", "clause"}
    }
    return PromiseRow(
        label=said(rule.label),
        when=tuple(
            (name, tuple(sorted(str(value).lower() for value in values)))
            for name, values in rule.when.items()
        ),
        document=said(rule.clause.document),
        section=rule.clause.section,
        clause=said(rule.clause.wording),
        **plain,
    )


def faults_in(*, actor: Actor, data: Mapping[str, Any]) -> dict[str, str]:
    """Everything that keeps a pack from being put in force: place -> sentence."""
    return {f.where: sentence_of(f) for f in faults_of_data(actor=actor, data=data)}


def sentence_of(fault: Fault) -> str:
    """A fault of a pack in the reader's language."""
    sentences = {
        FaultKind.MISSING: _("This entry is missing."),
        FaultKind.UNKNOWN: _("%(found)s is not one of %(allowed)s."),
        FaultKind.TOO_SMALL: _("%(found)s is too small: at least 1."),
        FaultKind.TOO_MANY: _("More than two steps of approval."),
        FaultKind.OUT_OF_ORDER: _("Limits and steps must rise, and the last be without end."),
        FaultKind.NO_PERCENTAGE: _("%(found)s is no percentage from 0 to 100."),
        FaultKind.BELOW_LAW: _("%(found)s is less than the law gives: %(allowed)s."),
        FaultKind.NO_AMOUNT: _("%(found)s is no sum of money."),
        FaultKind.BELOW_LEAST: _("%(found)s is less than the lowest."),
        FaultKind.NEVER_USED: _("Never used: an earlier entry (%(found)s) takes all its cases."),
    }
    return sentences[fault.kind] % {"found": fault.found, "allowed": ", ".join(fault.allowed)}


def name_of(pack: Pack) -> str:
    """The pack's name in the reader's language."""
    return said(Text(zh=pack.name["zh"], en=pack.name.get("en", "")))


def _brief_of(version: PackVersion) -> PackBrief:
    return PackBrief(
        version_id=version.id,
        pack_code=version.pack.code,
        number=version.number,
        name=name_of(version.pack),
        state=version.state,
        in_force_from=version.in_force_from,
    )
