"""Standard wordings: to read, to keep, and beside the case at hand (R-IN-08)."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.cases.queries import SEE_CASES, case_brief
from aftercare.customers.parties.queries import SEE_CUSTOMERS, customer_brief, customer_clear
from aftercare.knowledge.wordings import actions, queries
from aftercare.knowledge.wordings.queries import SEE_WORDINGS
from aftercare.people.organisation.queries import company_card
from aftercare.web.kit.formats import due
from aftercare.web.kit.requests import Request, fragment, needs, page

from . import wording_forms as forms
from .case_choices import line_choices
from .drawers import Deed, drawer, posted

MOST_OFFERED = 12


@require_GET
@needs(SEE_WORDINGS)
def index(request: Request) -> HttpResponse:
    """All of them by purpose; those no longer used stand last."""
    cards = queries.all_wordings(actor=request.actor)
    groups = [
        (label, [card for card in cards if card.purpose == code and card.is_used])
        for code, label in queries.PURPOSE_CHOICES
    ]
    context: dict[str, object] = {
        "groups": [(label, found) for label, found in groups if found],
        "retired": [card for card in cards if not card.is_used],
        "lines": dict(line_choices(request)),
        "may_write": request.actor.may("wordings.write_wording"),
    }
    return page(request, "desk/wordings/index", context)


@require_GET
@needs(SEE_CASES)
def for_case(request: Request, case_id: int) -> HttpResponse:
    """What to say to this customer about this case, the names filled in as far as known."""
    actor = request.actor
    case = case_brief(actor=actor, case_id=case_id)
    facts = {
        "number": case.number,
        "product": case.product_text,
        "agent": actor.name,
        "company": company_card(actor=request.actor).name or _("our company"),
        "due": due(case.next_due_at, request.now) if case.next_due_at else "",
        "customer": _customer_name(request, case_id, case.customer_id),
    }
    offered = queries.wordings_for(
        actor=actor,
        kind=case.classification.kind,
        category=case.classification.category,
        line=case.classification.product_line,
        facts=facts,
    )
    labels = dict(queries.PURPOSE_CHOICES)
    named = [(labels[one.purpose], one) for one in offered]
    return fragment(request, "desk/wordings/_offered.html", {"offered": named[:MOST_OFFERED]})


@require_http_methods(["GET", "POST"])
@needs("wordings.write_wording")
def new(request: Request) -> HttpResponse:
    form = forms.Wording(posted(request), lines=line_choices(request))

    def perform(given: dict[str, Any]) -> None:
        code = slugify(f"{given['purpose']}-{request.now:%y%m%d%H%M%S}")
        actions.write_wording(actor=request.actor, code=code, now=request.now, **given)

    return drawer(request, _deed(_("A new wording")), form, perform)


@require_http_methods(["GET", "POST"])
@needs("wordings.write_wording")
def edit(request: Request, code: str) -> HttpResponse:
    card = queries.wording_card(actor=request.actor, code=code)
    before = {name: getattr(card, name) for name in forms.Wording.base_fields}
    form = forms.Wording(posted(request), lines=line_choices(request), initial=before)
    return drawer(
        request,
        _deed(_("Change the wording")),
        form,
        lambda given: actions.write_wording(
            actor=request.actor, code=code, now=request.now, **given
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("wordings.retire_wording")
def retire(request: Request, code: str) -> HttpResponse:
    card = queries.wording_card(actor=request.actor, code=code)
    deed = Deed(
        title=f"{_('Stop offering it')} · {card.title_zh}",
        button=_("Stop offering it"),
        done=_("Saved."),
        back=reverse("desk:wordings"),
        danger=True,
    )
    return drawer(
        request,
        deed,
        forms.Sure(posted(request)),
        lambda _given: actions.retire_wording(actor=request.actor, code=code, now=request.now),
    )


def _customer_name(request: Request, case_id: int, customer_id: int) -> str:
    """In clear only where this person has it open for this case."""
    actor = request.actor
    if not actor.may(SEE_CUSTOMERS):
        return ""
    clear = customer_clear(actor=actor, customer_id=customer_id, case_id=case_id, at=request.now)
    return clear.name if clear else customer_brief(actor=actor, customer_id=customer_id).name


def _deed(title: str) -> Deed:
    return Deed(
        title=title,
        button=_("Save"),
        done=_("Saved."),
        back=reverse("desk:wordings"),
        help=_("Names that are filled in: {names}.").format(
            names=" ".join(f"{{{name}}}" for name in sorted(queries.PLACEHOLDERS))
        ),
    )
