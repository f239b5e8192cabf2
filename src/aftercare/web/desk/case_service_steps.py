"""What only care, installation and recycling have: checklists, appraisals, certificates."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases.queries import CaseBrief, Stage
from aftercare.casework.checklists import actions as checklists
from aftercare.casework.checklists.queries import TASK_CHOICES, TASKS, checklist_of
from aftercare.casework.recycling import actions as recycling
from aftercare.casework.recycling.queries import (
    CONDITION_CHOICES,
    PAID_CHOICES,
    TREATMENT_CHOICES,
    WAY_CHOICES,
    recycling_of,
)
from aftercare.casework.resolutions.queries import HOW_CHOICES
from aftercare.casework.visits.queries import visits_of
from aftercare.web.kit.formats import money
from aftercare.web.kit.requests import Request

from . import case_acts as acts
from .case_forms import StepForm
from .case_promise_forms import moment_field
from .case_step import CaseStep

RECYCLED = frozenset({"recycling"})
HOW = [choice for choice in HOW_CHOICES if choice[0] != "portal"]
CHECKED = frozenset(TASKS)


def _amount(label: Any, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_digits=10, decimal_places=2, **more)


class Appraise(StepForm):
    goods = forms.CharField(label=_("What is taken back"), max_length=120)
    condition = forms.ChoiceField(label=_("Condition"), choices=CONDITION_CHOICES)
    amount = _amount(_("Offered to the customer, yuan"))
    note = forms.CharField(label=_("What it rests on"), max_length=500, required=False)


class Answer(StepForm):
    agreed = forms.TypedChoiceField(
        label=_("The customer's answer"),
        choices=[("yes", _("Agrees")), ("no", _("Does not agree"))],
        coerce=lambda value: value == "yes",
        initial="yes",
        widget=forms.RadioSelect,
    )
    how = forms.ChoiceField(label=_("How it was given"), choices=HOW)
    reference = forms.CharField(label=_("Number of the proof"), max_length=120)
    comment = forms.CharField(label=_("In the customer's words"), max_length=1000, required=False)


class Collect(StepForm):
    """`amount` was offered for them: nothing to pay, nothing to say of a payment."""

    collected_at = moment_field(_("Collected"))
    way = forms.ChoiceField(label=_("How they came to us"), choices=WAY_CHOICES)
    paid_by = forms.ChoiceField(
        label=_("Paid by"), choices=[one for one in PAID_CHOICES if one[0] != "nothing"]
    )
    paid_reference = forms.CharField(
        label=_("Number of the payment or of the new order"), max_length=120
    )

    def __init__(self, *args: Any, amount: Decimal, came_at: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["collected_at"].initial = came_at
        offered = _("The customer agreed to %(amount)s.") % {"amount": money(amount)}
        self.fields["paid_by"].help_text = offered
        if not amount:
            del self.fields["paid_by"], self.fields["paid_reference"]

    def clean(self) -> dict[str, Any]:
        return {"paid_by": "nothing", **(super().clean() or {})}


class Certify(StepForm):
    recycler = forms.CharField(label=_("Who recycles them"), max_length=120)
    treatment = forms.ChoiceField(label=_("How they are recycled"), choices=TREATMENT_CHOICES)
    cost_amount = _amount(_("What it cost, yuan"), initial=0)


class Leave(StepForm):
    reason = forms.CharField(
        label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class Tasks(StepForm):
    """`tasks` are those of the kind of the case, or those that were planned."""

    def __init__(self, *args: Any, tasks: list[str], field: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields[field]
        chosen.choices = [choice for choice in TASK_CHOICES if choice[0] in tasks]
        chosen.initial = tasks


class Plan(Tasks):
    goods = forms.CharField(label=_("Which appliance or goods"), max_length=120)
    place = forms.CharField(label=_("Where in the home"), max_length=120, required=False)
    tasks = forms.MultipleChoiceField(
        label=_("What belongs to it"), widget=forms.CheckboxSelectMultiple, required=False
    )
    price_amount = _amount(_("Price told to the customer, yuan"), required=False)
    price_told = forms.CharField(
        label=_("How the customer was told"),
        max_length=120,
        required=False,
        help_text=_("The number of the recording or of the quotation; before the work."),
    )


class Accept(Tasks):
    done = forms.MultipleChoiceField(
        label=_("What was done"), widget=forms.CheckboxSelectMultiple, required=False
    )
    left_because = forms.CharField(
        label=_("Why something was left out"), max_length=500, required=False
    )
    how = forms.ChoiceField(label=_("How the customer accepted"), choices=HOW, initial="signature")
    reference = forms.CharField(label=_("Number of the proof"), max_length=120)


def tasks_of_kind(request: Request, case: CaseBrief) -> dict[str, Any]:
    del request
    return {"tasks": [str(t) for t in TASKS.get(case.classification.kind, ())], "field": "tasks"}


def planned_tasks(request: Request, case: CaseBrief) -> dict[str, Any]:
    card = checklist_of(actor=request.actor, case=case)
    return {"tasks": list(card.tasks) if card else [], "field": "done"}


def as_offered(request: Request, case: CaseBrief) -> dict[str, Any]:
    """What is to be paid for the old goods, and when somebody was there for them."""
    last = recycling_of(actor=request.actor, case=case).last
    came = [one.arrived_at for one in visits_of(actor=request.actor, case=case, now=request.now)
            if one.arrived_at]  # fmt: skip
    return {"amount": last.amount if last else Decimal(0), "came_at": came[-1] if came else
            timezone.localtime(request.now)}  # fmt: skip


def about_goods(case: CaseBrief, _resolutions: object) -> dict[str, Any]:
    return {"goods": case.product_text}


SERVICE_STEPS = (
    CaseStep(
        code="appraise",
        label=_("Appraise the old goods"),
        done=_("Noted; now the customer is asked."),
        permission="recycling.appraise_goods",
        form=Appraise,
        perform=acts.call(recycling.appraise_goods),
        stages=frozenset({Stage.ACCEPTED, Stage.AWAITING_CONSENT}),
        kinds=RECYCLED,
        initial=about_goods,
        icon="scale",
    ),
    CaseStep(
        code="answer-appraisal",
        label=_("The customer's answer to the offer"),
        done=_("Noted."),
        permission="recycling.answer_appraisal",
        form=Answer,
        perform=acts.call(recycling.answer_appraisal),
        stages=frozenset({Stage.AWAITING_CONSENT}),
        kinds=RECYCLED,
        in_menu=False,
    ),
    CaseStep(
        code="collect",
        label=_("Old goods collected"),
        done=_("Noted; the certificate comes next."),
        permission="recycling.collect_goods",
        form=Collect,
        perform=acts.call(recycling.collect_goods, versioned=False),
        stages=frozenset({Stage.CARRYING_OUT}),
        kinds=RECYCLED,
        in_menu=False,
        offers=as_offered,
        help=_("Once they are with us and paid, the certificate comes next."),
    ),
    CaseStep(
        code="certify",
        label=_("Issue the certificate"),
        done=_("Issued; the case is resolved."),
        permission="recycling.issue_certificate",
        form=Certify,
        perform=acts.call(recycling.issue_certificate),
        kinds=RECYCLED,
        in_menu=False,
        help=_("The goods are with us. With the certificate the case is resolved."),
    ),
    CaseStep(
        code="leave-goods",
        label=_("The customer keeps the old goods"),
        done=_("Noted; the case is resolved."),
        permission="recycling.leave_goods",
        form=Leave,
        perform=acts.call(recycling.leave_goods),
        kinds=RECYCLED,
        icon="ban",
    ),
    CaseStep(
        code="plan-service",
        label=_("What belongs to the work"),
        done=_("Noted."),
        permission="checklists.plan_service",
        form=Plan,
        perform=acts.call(checklists.plan_service, versioned=False),
        kinds=CHECKED,
        offers=tasks_of_kind,
        initial=about_goods,
        icon="list-search",
        help=_("The price is told, and how one can tell, before the work begins."),
    ),
    CaseStep(
        code="accept-service",
        label=_("The customer accepts the work"),
        done=_("Accepted."),
        permission="checklists.accept_service",
        form=Accept,
        perform=acts.call(checklists.accept_service, versioned=False),
        kinds=CHECKED,
        offers=planned_tasks,
        in_menu=False,
    ),
)
