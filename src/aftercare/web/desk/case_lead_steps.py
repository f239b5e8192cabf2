"""What can be done about leading cases and those that follow them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases.queries import CaseBrief, Stage
from aftercare.casework.messaging import actions as messaging
from aftercare.casework.repeats import actions as repeats
from aftercare.casework.resolutions.queries import GROUND_CHOICES
from aftercare.matters.leads import actions as leads
from aftercare.matters.leads.queries import lead_of
from aftercare.web.kit.requests import Request

from . import case_acts as acts
from .case_forms import Reason, StepForm
from .case_step import NOT_ENDED, CaseStep


class Cause(StepForm):
    cause = forms.CharField(
        label=_("What all of them suffer from"),
        max_length=200,
        help_text=_("Batch 260901: the foam of the seats collapses."),
    )


class Follow(StepForm):
    lead_number = forms.CharField(
        label=_("Number of the leading case"), max_length=20, help_text="AS261122-00017"
    )


class Heir(StepForm):
    other_id = forms.TypedChoiceField(label=_("Which case leads from now on"), coerce=int)
    reason = forms.CharField(label=_("Reason"), max_length=500)

    def __init__(self, *args: Any, followers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heir = self.fields["other_id"]
        assert isinstance(heir, forms.TypedChoiceField)  # noqa: S101 - for the type checker
        heir.choices = [("", "—"), *followers]


class Take(StepForm):
    """What is the case's own; empty takes what the leader offers."""

    offer_id = forms.IntegerField(widget=forms.HiddenInput)
    cost_amount = forms.DecimalField(
        label=_("Our cost here, yuan"), min_value=0, max_digits=10, decimal_places=2, required=False
    )
    compensation_amount = forms.DecimalField(
        label=_("Paid to this customer, yuan"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
        required=False,
        help_text=_("Empty: as for the leading case. Of a resolution only."),
    )
    ground = forms.ChoiceField(
        label=_("What the money is for"),
        choices=[("", _("as for the leading case")), *GROUND_CHOICES],
        required=False,
    )
    beyond_reason = forms.CharField(
        label=_("Why otherwise than the table says"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Decline(Reason):
    offer_id = forms.IntegerField(widget=forms.HiddenInput)


class Words(StepForm):
    text = forms.CharField(
        label=_("Message"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


def followers_of(request: Request, case: CaseBrief) -> dict[str, Any]:
    card = lead_of(actor=request.actor, case=case)
    rows = card.followers if card else ()
    return {"followers": [(one.case.id, f"{one.case.number} {one.case.subject}") for one in rows]}


class Again(StepForm):
    earlier_number = forms.CharField(
        label=_("Number of the settled case"), max_length=20, help_text="AS261122-00017"
    )


LEAD_STEPS = (
    CaseStep(
        code="again",
        label=_("The same again"),
        done=_("Noted on both cases; it rises one grade where the policy says so."),
        permission="repeats.mark_repeat",
        form=Again,
        perform=acts.by_number(repeats.mark_repeat, "earlier_number", versioned=False),
        stages=NOT_ENDED - {Stage.REGISTERED, Stage.RESOLVED},
        suits=lambda case: case.repeat_of_id is None,
        icon="refresh",
        help=_("A settled matter that came back counts against the first-time fix."),
    ),
    CaseStep(
        code="not-again",
        label=_("Not the same again"),
        done=_("No longer counted; the grade is as before."),
        permission="repeats.withdraw_repeat",
        form=Reason,
        perform=acts.call(repeats.withdraw_repeat, versioned=False),
        stages=frozenset(Stage) - {Stage.REGISTERED},
        suits=lambda case: case.repeat_of_id is not None,
        in_menu=False,
    ),
    CaseStep(
        code="write",
        label=_("Send a message"),
        done=_("On its way; it stands in the stream."),
        permission="messaging.write_to_customer",
        form=Words,
        perform=acts.call(messaging.write_to_customer, versioned=False),
        stages=frozenset(Stage),
        icon="message",
        help=_("By text message, WeChat or mail: the first that is switched on and not refused."),
    ),
    CaseStep(
        code="lead",
        label=_("Make it the leading case"),
        done=_("It leads. Add the cases of other customers with the same cause."),
        permission="leads.start_lead",
        form=Cause,
        perform=acts.call(leads.start_lead, versioned=False),
        icon="users",
        help=_("For one cause with many customers: what is decided here is offered to all."),
    ),
    CaseStep(
        code="follow",
        label=_("Follow a leading case"),
        done=_("It follows."),
        permission="leads.follow_lead",
        form=Follow,
        perform=acts.by_number(leads.follow_lead, "lead_number", versioned=False),
        icon="link",
    ),
    CaseStep(
        code="leave-lead",
        label=_("Take it out"),
        done=_("It goes on by itself."),
        permission="leads.leave_lead",
        form=Reason,
        perform=acts.call(leads.leave_lead, versioned=False),
        in_menu=False,
    ),
    CaseStep(
        code="hand-lead",
        label=_("Another case leads"),
        done=_("The lead is handed over."),
        permission="leads.hand_lead",
        form=Heir,
        perform=acts.call(leads.hand_lead, versioned=False),
        offers=followers_of,
        stages=frozenset(Stage),
        in_menu=False,
    ),
    CaseStep(
        code="end-lead",
        label=_("End the lead"),
        done=_("Each goes on by itself."),
        permission="leads.end_lead",
        form=Reason,
        perform=acts.call(leads.end_lead, versioned=False),
        stages=frozenset(Stage),
        in_menu=False,
        danger=True,
    ),
    CaseStep(
        code="take-offer",
        label=_("Take it over"),
        done=_("Taken over."),
        permission="leads.take_offer",
        form=Take,
        perform=acts.call(leads.take_offer, versioned=False),
        in_menu=False,
    ),
    CaseStep(
        code="decline-offer",
        label=_("Do not take it"),
        done=_("Declined."),
        permission="leads.decline_offer",
        form=Decline,
        perform=acts.call(leads.decline_offer, versioned=False),
        in_menu=False,
    ),
)
