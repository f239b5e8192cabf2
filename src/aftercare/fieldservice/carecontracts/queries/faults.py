"""What cannot be promised under a contract, and why."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from aftercare.customers.units.queries import unit_briefs
from aftercare.fieldservice.carecontracts import rules
from aftercare.fieldservice.carecontracts.models import Contract
from aftercare.foundation.actor import Actor
from aftercare.people.organisation.queries import unit_tree

from . import Draft


def wrong_draft(*, actor: Actor, draft: Draft) -> dict[str, str]:
    """What cannot be promised, by field."""
    first_on = draft.first_on or draft.starts_on
    known = unit_briefs(actor=actor, ids=draft.unit_ids)
    mine = [one for one in known.values() if one.customer_id == draft.customer_id]
    begins = rules.DAYS[0] <= draft.starts_on <= rules.DAYS[1]
    says = {
        "name": (not draft.name.strip(), _("Give the contract a name.")),
        "unit_ids": (
            not mine or len(mine) != len(set(draft.unit_ids)),
            _("Choose at least one product of this customer."),
        ),
        "starts_on": (not begins, _("This day lies too far away.")),
        "ends_on": (
            begins and not rules.is_term(starts_on=draft.starts_on, ends_on=draft.ends_on),
            _("The term ends after it begins, at most {n} years later.").format(n=rules.MOST_YEARS),
        ),
        "first_on": (
            not draft.starts_on <= first_on <= draft.ends_on,
            _("The first visit lies within the term."),
        ),
        "visits": (
            not 1 <= draft.visits <= rules.MOST_VISITS,
            _("From 1 to {n} visits.").format(n=rules.MOST_VISITS),
        ),
        "every_months": (
            not 1 <= draft.every_months <= rules.MOST_MONTHS,
            _("From 1 to {n} months.").format(n=rules.MOST_MONTHS),
        ),
        "months": (bool(set(draft.months) - set(range(1, 13))), _("Months are 1 to 12.")),
        "lead_days": (
            not rules.LEAD_DAYS[0] <= draft.lead_days <= rules.LEAD_DAYS[1],
            _("From 1 to 60 days ahead."),
        ),
        "price_amount": (draft.price_amount < 0, _("A price is not below nothing.")),
        "org_unit_id": (
            draft.org_unit_id not in {unit.id for unit in unit_tree(actor=actor)},
            _("There is no such unit."),
        ),
    }
    return {name: words for name, (is_wrong, words) in says.items() if is_wrong}


def wrong_change(
    *, actor: Actor, row: Contract, new: Mapping[str, Any], on: date
) -> dict[str, str]:
    """What of a change cannot be, by field; `new` holds what would be another than it is."""
    draft = replace(_draft_of(row), **{name: new[name] for name in new if name != "next_on"})
    wrong = wrong_draft(actor=actor, draft=draft)
    if "first_on" in wrong:
        wrong["ends_on"] = wrong.pop("first_on")
    begun = row.turns.filter(order__isnull=False).count()
    renewed = Contract.objects.filter(renews_id=row.id).exists()
    ends_on, next_on = new.get("ends_on"), new.get("next_on")
    says = {
        "ends_on": (
            (ends_on is not None and ends_on < on, _("The end is not in the past: end it early.")),
            (ends_on is not None and renewed, _("The next term begins on the day after.")),
        ),
        "visits": ((draft.visits < begun, _("So many visits were opened already.")),),
        "next_on": (
            (next_on is not None and next_on < on, _("Not in the past.")),
            (next_on is not None and next_on > draft.ends_on,
             _("The next visit lies within the term.")),
            (next_on is not None and draft.visits == begun, _("No visit is left to be planned.")),
        ),
    }  # fmt: skip
    for name, reasons in says.items():
        if words := next((words for is_wrong, words in reasons if is_wrong), None):
            wrong[name] = words
    return wrong


def present(*, actor: Actor, row: Contract, name: str) -> Any:
    """What holds now: a field of the contract, or the day of the next visit that has no order."""
    del actor
    if name == "next_on":
        return min(row.turns.filter(order=None).values_list("due_on", flat=True), default=None)
    return getattr(row, name)


def _draft_of(row: Contract) -> Draft:
    plain = {name: getattr(row, name) for name in Draft.__slots__ if name != "unit_ids"}
    return Draft(unit_ids=list(row.covered.values_list("unit_id", flat=True)), **plain)
