"""What the page of a case shows."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from aftercare.casework.cases import queries as cases
from aftercare.casework.cases.queries import CaseBrief, Step
from aftercare.casework.commitments.queries import clocks_of, dates_to_agree
from aftercare.casework.conversation.queries import ContactRow, attachments_of, contacts_of
from aftercare.casework.doubles.queries import Likely, Matter, likely_among
from aftercare.casework.pauses.queries import pauses_of
from aftercare.casework.relations.queries import related_cases
from aftercare.casework.resolutions.queries import (
    ResolutionRow,
    findings_of,
    live_of,
    resolutions_of,
)
from aftercare.casework.triage.queries import proposal_of
from aftercare.customers.parties.queries import customer_card, customer_clear
from aftercare.customers.units.queries import units_of
from aftercare.feedback.followups.queries import follow_ups_of
from aftercare.foundation.audit.queries import EntryRow, history
from aftercare.foundation.deliveries.queries import messages_of
from aftercare.people.organisation.queries import unit_brief
from aftercare.people.staff.queries import MemberBrief, member_briefs
from aftercare.policy.packs.queries import pack_brief
from aftercare.web.kit.formats import span
from aftercare.web.kit.requests import Request

from .case_money import compared_of
from .case_parts import answering, forms_at, is_led_by_orders, parts_of
from .case_promise_choices import acts_on, clicked
from .case_rights import rights_of
from .case_step import CaseStep
from .case_steps import STEPS
from .case_stream import Fate, StreamItem, stream_of
from .outbox import fate_of

HISTORY = 200
STAGE_OF = {
    "case.classified": "accepted",
    "case.resolved": "resolved",
    "case.reopened": "accepted",
    "case.closed": "closed",
    "case.merged": "merged",
}


def context_of(request: Request, case_id: int) -> dict[str, Any]:
    """All that the page shows; the number of queries does not depend on the case."""
    actor, now = request.actor, request.now
    case = cases.case_brief(actor=actor, case_id=case_id)
    step, missing = cases.steps_of(actor=actor, case=case)
    resolutions = resolutions_of(actor=actor, case=case)
    findings = findings_of(actor=actor, case=case)
    related = related_cases(actor=actor, case=case)
    past = cases.cases_of_customer(actor=actor, customer_id=case.customer_id)
    contacts = contacts_of(actor=actor, case=case)
    entries = history_of(request, case.id)
    people = _people(request, case, contacts, entries)
    owner = people[case.owner_id]
    pauses = pauses_of(actor=actor, case=case, now=now)
    may = {code: s.offered(request, case) for code, s in STEPS.items()}
    cards = clocks_of(actor=actor, case=case, now=now, pauses=pauses)
    parts = parts_of(request, case, entries, whole=len(entries) < HISTORY)
    return {
        "case": case,
        "step": step,
        "reopen_until": cases.reopenable(actor=actor, case=case)[1],
        "missing": [_missing(code) for code in missing],
        "stages": _stages(case, entries, now),
        "answering": people.get(asked) if (asked := answering(parts, case, actor)) else None,
        "next_forms": _next_forms(request, case, step, resolutions, parts),
        "by_orders": is_led_by_orders(forms_at(step, parts), parts),
        "menu": [s for s in STEPS.values() if s.in_menu and may[s.code]],
        "may": may,
        "part_steps": [s for s in STEPS.values() if may[s.code]],
        "proposal": proposal_of(actor=actor, case=case) if step is Step.CLASSIFY else None,
        "owner": owner,
        "people": people,
        "org_unit": _unit_name(request, case, owner),
        "pack": pack_brief(actor=actor, version_id=case.pack_version_id),
        "clocks": acts_on(request, case, cards, may),
        "dates": may["agree-date"] and dates_to_agree(actor=actor, case=case, cards=cards),
        "pauses": pauses,
        "stream": _stream(request, case, contacts, entries, people),
        "findings": findings,
        "resolutions": resolutions,
        "live": live_of(resolutions),
        "compared": compared_of(request, case, step, resolutions),
        "follow_ups": follow_ups_of(actor=actor, case=case),
        "related": related,
        "past": [one for one in past if one.id != case.id][:8],
        "duplicates": _duplicates(request, case, past, {r.case.id for r in related}),
        "customer": customer_card(actor=actor, customer_id=case.customer_id),
        "clear": customer_clear(actor=actor, customer_id=case.customer_id, case_id=case.id, at=now),
        "units": units_of(actor=actor, customer_id=case.customer_id),
        "rights": rights_of(request, case, findings),
        **parts,
    }


def form_of(
    request: Request,
    case: CaseBrief,
    step: CaseStep,
    *,
    bound: bool,
    resolutions: Sequence[ResolutionRow] | None = None,
    begins: Mapping[str, Any] | None = None,
) -> Any:
    """The form of a step: as typed, or as it starts."""
    offers = dict(step.offers(request, case))
    if bound:
        return step.form(request.POST, request.FILES, **offers)
    if resolutions is None:
        resolutions = resolutions_of(actor=request.actor, case=case)
    initial = {**(begins or {}), **clicked(request), "version": case.version}
    return step.form(initial={**initial, **step.initial(case, resolutions)}, **offers)


def stream_rows(request: Request, case: CaseBrief, entries: list[EntryRow]) -> list[StreamItem]:
    contacts = contacts_of(actor=request.actor, case=case)
    people = _people(request, case, contacts, entries)
    return _stream(request, case, contacts, entries, people)


def _people(
    request: Request, case: CaseBrief, contacts: list[ContactRow], entries: list[EntryRow]
) -> dict[int, MemberBrief]:
    """Everybody whom the page names, in one query."""
    ids: set[object] = {case.owner_id, *(c.by_member_id for c in contacts)}
    ids |= {e.detail.get(name) for e in entries for name in ("owner", "to")}
    return member_briefs(actor=request.actor, ids=[i for i in ids if isinstance(i, int)])


def _unit_name(request: Request, case: CaseBrief, owner: MemberBrief) -> str:
    """Of the unit that answers; asked only where the owner has moved to another since."""
    if owner.org_unit_id == case.org_unit_id:
        return owner.org_unit_name
    return unit_brief(actor=request.actor, org_unit_id=case.org_unit_id).name


def _stream(
    request: Request,
    case: CaseBrief,
    contacts: list[ContactRow],
    entries: list[EntryRow],
    people: dict[int, MemberBrief],
) -> list[StreamItem]:
    return stream_of(
        contacts=contacts,
        entries=entries,
        files=attachments_of(actor=request.actor, case=case),
        names={member_id: person.name for member_id, person in people.items()},
        fates=_fates(request, case, contacts),
    )


def _fates(request: Request, case: CaseBrief, contacts: list[ContactRow]) -> dict[str, Fate]:
    """How the mails fare that were written from here; asked only where there are any."""
    if not any(one.outbound and one.channel == "email" for one in contacts):
        return {}
    found = messages_of(actor=request.actor, about=f"case:{case.id}")
    return {row.part: fate_of(row) for row in found if row.part}


def changes_since(request: Request, case_id: int, version: int) -> list[StreamItem]:
    """What others did after the page was drawn that showed this version."""
    entries = [e for e in history_of(request, case_id) if _version(e) > version]
    return stream_of(contacts=[], entries=entries, files=[], names={})


def history_of(request: Request, case_id: int) -> list[EntryRow]:
    found = history(actor=request.actor, subject=f"case:{case_id}", limit=HISTORY)
    return list(found.rows)


def _version(entry: EntryRow) -> int:
    version = entry.detail.get("v")
    return version if isinstance(version, int) else 0


def _stages(case: CaseBrief, entries: list[EntryRow], now: datetime) -> list[dict[str, object]]:
    """The stage bar: where the case stands, and the time it spent in each stage."""
    labels = dict(cases.STAGE_CHOICES)
    spent = _spent(case, entries, now)
    flow = [str(stage) for stage in cases.flow_of(case.classification.kind, spent)]
    gone = [place for place, stage in enumerate(flow) if stage in spent]
    # A case that was merged away stopped where it was.
    at = flow.index(case.stage) if case.stage in flow else max(gone, default=-1) + 1
    return [
        {
            "name": labels[stage],
            "state": "done" if place < at else "now" if stage == case.stage else "next",
            "spent": span(spent[stage]) if stage in spent and stage != "closed" else "",
        }
        for place, stage in enumerate(flow)
    ]


def _spent(case: CaseBrief, entries: list[EntryRow], now: datetime) -> dict[str, timedelta]:
    """Time by stage, read from the history: every entry that says where the case went."""
    went = [(case.registered_at, "registered")]
    for entry in reversed(entries):
        stage = STAGE_OF.get(entry.verb) or (
            str(entry.detail.get("stage", "")) if entry.verb == "case.advanced" else ""
        )
        again = entry.verb == "case.classified" and went[-1][1] != "registered"
        if stage and stage != went[-1][1] and not again:
            went.append((entry.at, stage))
    spent: dict[str, timedelta] = {}
    until = [at for at, _stage in went[1:]] + [case.closed_at or now]
    for (since, stage), end in zip(went, until, strict=True):
        spent[stage] = spent.get(stage, timedelta()) + (end - since)
    return spent


def _next_forms(
    request: Request,
    case: CaseBrief,
    step: Step,
    resolutions: Sequence[ResolutionRow],
    parts: Mapping[str, Any],
) -> list[dict[str, object]]:
    """The forms of the next step; once there are resolutions, choosing one comes before adding."""
    codes = forms_at(step, parts)
    live = live_of(resolutions)
    if step is Step.APPROVE and (live is None or not live.may_judge):
        codes = ()
    steps = [STEPS[code] for code in codes if STEPS[code].offered(request, case)]
    known = {"resolutions": resolutions, "begins": parts["begins"]}
    return [
        {
            "step": s,
            "form": form_of(request, case, s, bound=False, **known),
            "folded": bool(resolutions) and s.code == "option",
        }
        for s in steps
    ]


def _duplicates(
    request: Request, case: CaseBrief, past: list[CaseBrief], known: set[int]
) -> list[Likely]:
    """Other cases that may be the same matter, while there is still something to merge."""
    if not case.is_open:
        return []
    others = [one for one in past if one.id != case.id and one.id not in known]
    matter = Matter(text=f"{case.subject} {case.description}", unit_id=case.unit_id)
    return likely_among(others, matter=matter, now=request.now, callers=[case.customer_id])


def _missing(code: str) -> str:
    """What still stands in the way of closing, in words."""
    words = {
        "resolved": _("The case is not resolved yet."),
        "result": _("The result is missing."),
        "root_cause": _("The root cause is missing."),
        "cost": _("What it cost is missing."),
        "hold:external": _("A matter before an authority or court is still open."),
        "hold:claim": _("Nobody has looked at proof of purchase and ground yet."),
        "hold:packages": _("Something is still wrong with packages of the order."),
        "hold:work_order": _("A work order at the customer's place is still open."),
        "hold:certificate": _("There is no certificate of recycling yet."),
        "hold:acceptance": _("The customer has not accepted the work yet."),
        "hold:legal": _("A limit of the law still runs: record what ends it."),
        "hold:payment": _("A sum promised to the customer has not been paid."),
        "hold:follow_up": _("The customer has not been asked yet (follow-up)."),
    }
    return words.get(code, code)
