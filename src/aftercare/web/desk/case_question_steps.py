"""What can be done about a question: answering it, passing it on, giving the answer back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases.queries import CaseBrief, Stage
from aftercare.casework.consultations import actions as consultations
from aftercare.casework.resolutions import actions as resolutions
from aftercare.web.kit.requests import Request

from . import case_acts as acts
from .case_choices import colleagues
from .case_forms import Answer, StepForm
from .case_step import CaseStep

OPEN_QUESTION = frozenset({Stage.ACCEPTED})
QUESTIONS = frozenset({"consultation"})


class Refer(StepForm):
    question = forms.CharField(
        label=_("What is to be answered"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    to_id = forms.TypedChoiceField(
        label=_("Who answers it"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        duty = ("", _("Whoever is responsible for such matters"))
        self.fields["to_id"].choices = [duty, *people]  # type: ignore[attr-defined]


class GiveBack(StepForm):
    answer = forms.CharField(
        label=_("Answer"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )


def others(request: Request, case: CaseBrief) -> dict[str, Any]:
    return {"people": [one for one in colleagues(request) if one[0] != case.owner_id]}


QUESTION_STEPS = (
    CaseStep(
        code="answer",
        label=_("Answer the question"),
        done=_("Answered."),
        permission="resolutions.answer_question",
        form=Answer,
        perform=acts.call(resolutions.answer_question),
        stages=OPEN_QUESTION,
        kinds=QUESTIONS,
        in_menu=False,
    ),
    CaseStep(
        code="refer",
        label=_("Pass it on to a specialist"),
        done=_("Passed on; it comes back with the answer."),
        permission="consultations.refer_question",
        form=Refer,
        perform=acts.call(consultations.refer_question),
        stages=OPEN_QUESTION,
        kinds=QUESTIONS,
        offers=others,
        in_menu=False,
        help=_("The specialist has the case until the answer is given back to you."),
    ),
    CaseStep(
        code="give-back",
        label=_("Give the answer back"),
        done=_("Back with whoever asked."),
        permission="consultations.return_answer",
        form=GiveBack,
        perform=acts.call(consultations.return_answer),
        stages=OPEN_QUESTION,
        kinds=QUESTIONS,
        in_menu=False,
    ),
)
