"""The agent's form: fast to type while the customer speaks, with hints that come as one types."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.cases.queries import case_briefs, cases_of_customer
from aftercare.casework.consultations.actions import answer_at_once
from aftercare.casework.doubles.queries import Matter, likely_doubles
from aftercare.casework.intake.actions import Registered, register_case
from aftercare.casework.intake.queries import Intake
from aftercare.casework.triage.queries import propose_for
from aftercare.customers.parties.queries import CustomerBrief, customers_by_phone
from aftercare.customers.products.queries import SEE_PRODUCTS, model_ids_like
from aftercare.customers.units.queries import UnitBrief, units_of_caller
from aftercare.knowledge.wordings.queries import wordings_for
from aftercare.people.organisation.queries import company_card
from aftercare.web.kit.files import kept_files
from aftercare.web.kit.requests import Request, fragment, go, needs, page, refusals_shown_on

from .case_choices import line_choices
from .intake_forms import Register

REGISTER = "intake.register_case"
# Fewer digits than a short landline name nobody.
ENOUGH_DIGITS = 7
# As on labels: letters and digits, "KFR-35GW/N8".
A_CODE = re.compile(
    r"(?<![\w/.-])(?=[\w/.-]*\d)(?=[\w/.-]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9/.-]{3,}", re.ASCII
)
# How a question came -> how it is answered on the spot; the rest is answered by phone.
SPOKEN = {"email": "email", "chat": "chat", "walk_in": "visit"}


@require_http_methods(["GET", "POST"])
@needs(REGISTER)
def register(request: Request) -> HttpResponse:
    form = _form(request)
    if form.is_valid():
        with refusals_shown_on(form):
            registered = _registered(request, dict(form.cleaned_data))
            case = registered.case
            said = _("Registered as %(number)s. Access code for the customer: %(code)s")
            if registered.is_new:
                told = said % {"number": case.number, "code": registered.code}
                messages.success(request, told, extra_tags="stays")
            if case_briefs(actor=request.actor, ids=[case.id]):
                return go(request, reverse("desk:case", args=[case.id]))
            messages.info(request, _("Another unit answers for it and has been told."))
            return go(request, reverse("desk:register-case"))
    context = {"form": form} | _hints(request, form.data or request.GET)
    return page(request, "desk/intake/register", context)


@require_GET
@needs(REGISTER)
def hints(request: Request) -> HttpResponse:
    """Who calls, what is known, what it sounds like: as one types."""
    return fragment(request, "desk/intake/_hints.html", _hints(request, request.GET))


def _form(request: Request) -> Register:
    lines = line_choices(request)
    if request.method == "POST":
        return Register(request.POST, request.FILES, lines=lines)
    asked = {name: request.GET[name] for name in ("phone", "name") if name in request.GET}
    return Register(initial={"channel": "phone", **asked}, lines=lines)


def _registered(request: Request, said: dict[str, Any]) -> Registered:
    file_ids = kept_files(actor=request.actor, files=said.pop("photos"), now=request.now)
    if said["unit_id"] and not said["product_text"]:
        unit = _chosen(_units(request, said), said["unit_id"])
        said["product_text"] = unit.called[:120] if unit else ""
    answer = said.pop("answer").strip()
    intake = Intake(file_ids=file_ids, confirmed=True, urgent=said.pop("urgent") or None, **said)
    if not answer:
        return register_case(actor=request.actor, intake=intake, now=request.now)
    channel = SPOKEN.get(intake.channel, "phone")
    return answer_at_once(
        actor=request.actor, intake=intake, channel=channel, answer=answer, now=request.now
    )


def _hints(request: Request, typed: Any) -> dict[str, Any]:
    """The same number of queries whatever is typed; what cannot be kept is told by the form."""
    typed = {name: typed.get(name, "").replace("\0", " ") for name in typed}
    text = f"{typed.get('subject', '')} {typed.get('description', '')}".strip()[:5000]
    known = _known(request, typed.get("phone", ""))
    customer = known[0] if len(known) == 1 else None
    proposed = None
    if text:
        proposed = propose_for(
            actor=request.actor,
            text=f"{typed.get('product_text', '')} {text}".strip(),
            channel=typed.get("channel", "phone"),
            product_line=typed.get("product_line", ""),
        )
    kind = typed.get("kind") or (proposed.kind if proposed else "complaint")
    category = typed.get("category") or (proposed.category if proposed else "")
    units = _units(request, typed) if customer else []
    chosen = _chosen(units, typed.get("unit_id", ""))
    return {
        "known": known,
        "customer": customer,
        "units": units,
        "unit_id": chosen.id if chosen else None,
        "past": cases_of_customer(actor=request.actor, customer_id=customer.id)[:6]
        if customer
        else [],
        "duplicates": likely_doubles(
            actor=request.actor,
            matter=Matter(
                text=text,
                customer_id=customer.id if customer else None,
                address=typed.get("address", "")[:200],
                unit_id=chosen.id if chosen else None,
                order_no=typed.get("order_no", "").strip()[:60],
            ),
            now=request.now,
        )[:3],
        "proposed": proposed,
        "unknown_code": _unknown_code(request, typed.get("product_text", "")),
        "wordings": wordings_for(
            actor=request.actor,
            kind=kind,
            category=category,
            facts=_facts(request, typed, customer, chosen),
        )[:5],
    }


def _facts(
    request: Request, typed: Any, customer: CustomerBrief | None, unit: UnitBrief | None
) -> dict[str, str]:
    """What the wordings can name already."""
    return {
        "agent": request.actor.name,
        "company": company_card(actor=request.actor).name or _("our company"),
        "customer": typed.get("name", "").strip() or (customer.name if customer else ""),
        "product": typed.get("product_text", "").strip() or (unit.title if unit else ""),
    }


def _unknown_code(request: Request, product: str) -> str:
    """What looks like the code of a model and begins none of the catalogue: a slip, or not ours."""
    found = A_CODE.search(product)
    if found is None or not request.actor.may(SEE_PRODUCTS):
        return ""
    return "" if model_ids_like(actor=request.actor, code=found[0]) else found[0]


def _units(request: Request, typed: Any) -> list[UnitBrief]:
    return units_of_caller(actor=request.actor, phone=typed.get("phone", ""))


def _chosen(units: list[UnitBrief], unit_id: object) -> UnitBrief | None:
    """The one of the caller's things that the matter is about."""
    return next((unit for unit in units if str(unit.id) == str(unit_id)), None)


def _known(request: Request, phone: str) -> list[CustomerBrief]:
    digits = "".join(c for c in phone if c.isdigit())
    if len(digits) < ENOUGH_DIGITS:
        return []
    return customers_by_phone(actor=request.actor, digits=phone)
