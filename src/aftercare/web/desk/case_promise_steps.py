"""What can be done about the promises of a case: pausing, dates, keeping, explaining, the law."""

from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases.queries import OPEN, Stage
from aftercare.casework.commitments import actions as commitments
from aftercare.casework.delays import actions as delays
from aftercare.casework.legal import actions as legal
from aftercare.casework.pauses import actions as pauses

from . import case_acts as acts
from . import case_promise_choices as promises
from . import case_promise_forms as f
from .case_step import CaseStep

PROMISE_STEPS = (
    CaseStep(
        code="pause",
        label=_("Pause the clocks"),
        done=_("Paused."),
        permission="pauses.pause_case",
        form=f.Pause,
        perform=acts.call(pauses.pause_case, versioned=False),
        stages=OPEN,
        offers=promises.pause_reasons,
        icon="player-pause",
        help=_("Only for the reasons that the policy lists. Total, paused and net stay shown."),
    ),
    CaseStep(
        code="resume",
        label=_("Resume the clocks"),
        done=_("The clocks run again."),
        permission="pauses.resume_case",
        form=f.StepForm,
        perform=acts.call(pauses.resume_case, versioned=False),
        stages=OPEN,
        icon="player-play",
        in_menu=False,
    ),
    CaseStep(
        code="new-date",
        label=_("Promise a new date"),
        done=_("Both dates are kept."),
        permission="delays.promise_new_date",
        form=f.NewDate,
        perform=acts.call(delays.promise_new_date, versioned=False),
        offers=promises.open_clocks,
        icon="calendar-event",
        help=_("Before a limit is missed: tell the customer, with the reason and a new date."),
    ),
    CaseStep(
        code="keep-promise",
        label=_("Say that a promise was kept"),
        done=_("Noted, with how one can tell."),
        permission="commitments.meet_clock",
        form=f.KeepPromise,
        perform=acts.call(commitments.meet_clock, versioned=False),
        offers=promises.kept_by_word,
        icon="circle-check",
        help=_("An appointment that was made, help that was arranged."),
        in_menu=False,
    ),
    CaseStep(
        code="agree-date",
        label=_("Agree on a date"),
        done=_("The date is promised."),
        permission="commitments.agree_date",
        form=f.AgreeDate,
        perform=acts.call(commitments.agree_date, versioned=False),
        stages=OPEN,
        offers=promises.dates_left_open,
        icon="calendar-event",
        help=_("What the policy leaves to the time agreed with the customer."),
        in_menu=False,
    ),
    CaseStep(
        code="explain-breach",
        label=_("Say why it is late"),
        done=_("The reason is kept."),
        permission="delays.explain_breach",
        form=f.ExplainBreach,
        perform=acts.call(delays.explain_breach, versioned=False),
        stages=frozenset(Stage),
        offers=promises.late_ones,
        icon="message",
        in_menu=False,
    ),
    CaseStep(
        code="legal-step",
        label=_("Limits of the law"),
        done=_("Recorded; the limit of the law counts."),
        permission="legal.record_legal_step",
        form=f.LegalStep,
        perform=acts.call(legal.record_legal_step, versioned=False),
        offers=promises.legal_steps,
        icon="scale",
        help=_(
            "Goods that came back, refunds, 12315, reports of defects: the law counts from here."
        ),
    ),
)
