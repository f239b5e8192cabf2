"""By what stations are paid, version by version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.fieldservice.sites.queries import site_of, sites
from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.money.settlements.models import PROVIDER_CHOICES, TermsVersion
from aftercare.money.settlements.rules import Dated, Terms, read

SEE_TERMS = view("settlements.see_terms")


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """A single station, or all of a kind: `own` or `partner`."""

    station_id: int | None = None
    provider: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsCard:
    """A version; `in_force_until` is the last day before the next one."""

    id: int
    whose: Whose
    name: str
    in_force_from: date
    in_force_until: date | None
    is_in_force: bool
    terms: Terms
    by_name: str
    made_at: datetime


def terms_cards(*, actor: Actor, whose: Whose | None = None, now: datetime) -> list[TermsCard]:
    """Those of kinds, then those of single stations; of each the newest first."""
    actor.must(SEE_TERMS)
    found = TermsVersion.objects.select_related("station")
    if whose is not None:
        found = found.filter(station_id=whose.station_id, provider=whose.provider)
    rows = list(found.order_by("station__code", "provider", "-in_force_from"))
    rows.sort(key=lambda row: row.station_id is not None)
    cards: list[TermsCard] = []
    for place, row in enumerate(rows):
        newer = rows[place - 1] if place else None
        same = newer is not None and (newer.station_id, newer.provider) == (
            row.station_id, row.provider)  # fmt: skip
        cards.append(_card_of(row, newer if same else None, timezone.localdate(now)))
    return cards


def terms_for(*, actor: Actor, org_unit_id: int) -> tuple[list[Dated], list[Dated]]:
    """The station's own versions, and those of its kind. Raises NotFound where it is no station."""
    del actor
    site = site_of(actor=SYSTEM, org_unit_id=org_unit_id)
    if site is None:
        raise NotFound(_("There is no such station."))
    provider = "own" if site.is_own else "partner"
    own = TermsVersion.objects.filter(station_id=org_unit_id)
    usual = TermsVersion.objects.filter(station=None, provider=provider)
    return [_dated(row) for row in own], [_dated(row) for row in usual]


def whom_terms_hold(*, actor: Actor, whose: Whose) -> list[int]:
    """The stations that are, or would be, paid by these terms."""
    del actor
    if whose.station_id is not None:
        return [whose.station_id]
    is_own = whose.provider == "own"
    return [card.org_unit_id for card in sites(actor=SYSTEM) if card.is_own is is_own]


def _dated(row: TermsVersion) -> Dated:
    return Dated(id=row.id, in_force_from=row.in_force_from, terms=read(row.clauses))


def _card_of(row: TermsVersion, newer: TermsVersion | None, today: date) -> TermsCard:
    until = None
    if newer is not None:
        until = date.fromordinal(newer.in_force_from.toordinal() - 1)
    return TermsCard(
        id=row.id,
        whose=Whose(station_id=row.station_id, provider=row.provider),
        name=row.station.name if row.station else str(dict(PROVIDER_CHOICES)[row.provider]),
        in_force_from=row.in_force_from,
        in_force_until=until,
        is_in_force=row.in_force_from <= today and (until is None or today <= until),
        terms=read(row.clauses),
        by_name=row.by_name,
        made_at=row.made_at,
    )


def latest(cards: Sequence[TermsCard]) -> TermsCard | None:
    """Of one list the newest version."""
    return max(cards, key=lambda card: card.in_force_from, default=None)
