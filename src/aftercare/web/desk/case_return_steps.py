"""What can be done about a return or exchange: the claim, the goods, the replacement."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.casework.returns import actions as returns
from aftercare.casework.returns.queries import (
    CONDITION_CHOICES,
    GROUND_CHOICES,
    PURPOSE_CHOICES,
)
from aftercare.customers.units.queries import PROOF_CHOICES

from . import case_acts as acts
from .case_forms import StepForm
from .case_promise_forms import moment_field
from .case_step import CaseStep

RETURNS = frozenset({"return_exchange"})
NOT_SAID = ("", "—")


def _decision(label: Any, yes: Any, no: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("yes", yes), ("no", no)],
        coerce=lambda value: value == "yes",
        initial="yes",
        widget=forms.RadioSelect,
    )


class Claim(StepForm):
    proof = forms.ChoiceField(
        label=_("Proof of purchase"), choices=[NOT_SAID, *PROOF_CHOICES], required=False
    )
    proof_reference = forms.CharField(
        label=_("Number of the proof"), max_length=120, required=False
    )
    ground = forms.ChoiceField(
        label=_("On what ground"), choices=[NOT_SAID, *GROUND_CHOICES], required=False
    )
    text = forms.CharField(
        label=_("The fault as confirmed, or why it is refused"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    granted = _decision(_("Decision"), _("May be returned or exchanged"), _("Refused"))


class Goods(StepForm):
    purpose = forms.ChoiceField(label=_("What for"), choices=PURPOSE_CHOICES)
    received_at = moment_field(_("Came back"))
    condition = forms.ChoiceField(label=_("Condition"), choices=CONDITION_CHOICES)
    finding = forms.CharField(
        label=_("What was found"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    accepted = _decision(_("Decision"), _("Accepted"), _("Refused"))
    refused_because = forms.CharField(label=_("Why refused"), max_length=1000, required=False)


class Replacement(StepForm):
    delivered_at = moment_field(_("Delivered"))
    reference = forms.CharField(
        label=_("Number"), max_length=120, help_text=_("Of the new goods or of the waybill.")
    )


RETURN_STEPS = (
    CaseStep(
        code="check-claim",
        label=_("Look at proof and ground"),
        done=_("The claim is decided."),
        permission="returns.check_claim",
        form=Claim,
        perform=acts.call(returns.check_claim, versioned=False),
        kinds=RETURNS,
        icon="scale",
    ),
    CaseStep(
        code="inspect-goods",
        label=_("Inspect goods that came back"),
        done=_("Inspection noted."),
        permission="returns.inspect_goods",
        form=Goods,
        perform=acts.call(returns.inspect_goods, versioned=False),
        kinds=RETURNS,
        icon="package",
        help=_("Accepted for a refund, the seven days of the law run from the day they came."),
    ),
    CaseStep(
        code="replacement",
        label=_("Replacement delivered"),
        done=_("Delivery noted."),
        permission="returns.deliver_replacement",
        form=Replacement,
        perform=acts.call(returns.deliver_replacement, versioned=False),
        kinds=RETURNS,
        icon="package",
    ),
)
