"""What can be done to a case from its page: one table, from which menus, forms and posts come.

A step has the permission that its action asks for, the stages at which it makes sense, a form, and
one call. The actions guard themselves; what stands here only keeps senseless buttons off the page.
"""

from django.utils.translation import gettext_lazy as _

from aftercare.casework.assignment import actions as assignment
from aftercare.casework.cases import actions as cases
from aftercare.casework.cases.queries import Stage
from aftercare.casework.chats.queries import can_answer
from aftercare.casework.intake import actions as intake
from aftercare.casework.relations import actions as relations
from aftercare.casework.resolutions import actions as resolutions
from aftercare.feedback.followups import actions as followups
from aftercare.foundation.actor import SYSTEM

from . import case_acts as acts
from . import case_choices as choices
from . import case_forms as f
from . import case_rights as rights
from .case_external_steps import EXTERNAL_STEPS
from .case_lead_steps import LEAD_STEPS
from .case_order_steps import ORDER_STEPS
from .case_package_steps import PACKAGE_STEPS
from .case_promise_steps import PROMISE_STEPS
from .case_question_steps import QUESTION_STEPS
from .case_return_steps import RETURN_STEPS
from .case_service_steps import SERVICE_STEPS
from .case_step import SETTLED, CaseStep
from .case_visit_steps import VISIT_STEPS
from .right_forms import CaseFacts as RightFacts

STEPS = {
    step.code: step
    for step in (
        CaseStep(
            code="classify",
            label=_("Classify"),
            done=_("Classified."),
            permission="triage.confirm_triage",
            form=f.Classify,
            perform=acts.classify,
            icon="tag",
            offers=choices.lines,
            initial=choices.proposed_classification,
            keys="c",
        ),
        CaseStep(
            code="contact",
            label=_("Log a contact"),
            done=_("Contact logged."),
            permission="conversation.log_contact",
            form=f.Contact,
            perform=acts.contact,
            icon="phone",
            keys="p",
        ),
        CaseStep(
            code="mail",
            label=_("Write a mail"),
            done=_("On its way; how it fares stands beside it."),
            permission="mailbox.reply_by_mail",
            form=f.MailForm,
            perform=acts.mail,
            stages=frozenset(Stage),
            icon="mail",
            help=_("The customer's answer joins this case."),
        ),
        CaseStep(
            code="chat",
            label=_("Answer in the chat"),
            done=_("On its way; how it fares stands beside it."),
            permission="chats.answer_in_chat",
            form=f.ChatForm,
            perform=acts.chat,
            stages=frozenset(Stage),
            icon="messages",
            help=_("It goes to the customer by the channel they wrote on."),
            suits=lambda case: (
                case.classification.channel == "chat" and can_answer(actor=SYSTEM, case=case)
            ),
        ),
        CaseStep(
            code="note",
            label=_("Add a note"),
            done=_("Note added."),
            permission="conversation.add_note",
            form=f.Note,
            perform=acts.note,
            stages=frozenset(Stage),
            icon="note",
            keys="n",
        ),
        CaseStep(
            code="findings",
            label=_("Record findings"),
            done=_("Findings recorded."),
            permission="resolutions.record_findings",
            form=f.Findings,
            perform=acts.call(resolutions.record_findings),
            stages=frozenset(
                {Stage.ACCEPTED, Stage.INVESTIGATING, Stage.PROPOSING, Stage.CARRYING_OUT}
            ),
            icon="list-search",
        ),
        CaseStep(
            code="option",
            label=_("Add a resolution"),
            done=_("Resolution added."),
            permission="resolutions.add_option",
            form=f.Option,
            perform=acts.call(resolutions.add_option, versioned=False),
            stages=frozenset({Stage.INVESTIGATING, Stage.PROPOSING}),
            icon="sparkles",
        ),
        CaseStep(
            code="propose",
            label=_("Put it to the customer"),
            done=_("Put forward."),
            permission="resolutions.propose_resolution",
            form=f.Chosen,
            perform=acts.call(resolutions.propose_resolution),
            stages=frozenset({Stage.PROPOSING}),
            in_menu=False,
        ),
        CaseStep(
            code="withdraw",
            label=_("Withdraw"),
            done=_("Withdrawn."),
            permission="resolutions.withdraw_option",
            form=f.Chosen,
            perform=acts.call(resolutions.withdraw_option, versioned=False),
            in_menu=False,
        ),
        CaseStep(
            code="approve",
            label=_("Approve"),
            done=_("Approved."),
            permission="resolutions.approve_resolution",
            form=f.Approve,
            perform=acts.call(resolutions.approve_resolution),
            stages=frozenset({Stage.AWAITING_APPROVAL}),
            in_menu=False,
            initial=choices.live_one,
        ),
        CaseStep(
            code="decline",
            label=_("Decline"),
            done=_("Declined; back to working out a resolution."),
            permission="resolutions.decline_resolution",
            form=f.Decline,
            perform=acts.call(resolutions.decline_resolution),
            stages=frozenset({Stage.AWAITING_APPROVAL}),
            in_menu=False,
            initial=choices.live_one,
        ),
        CaseStep(
            code="consent",
            label=_("The customer agrees"),
            done=_("Consent recorded."),
            permission="resolutions.record_consent",
            form=f.Consent,
            perform=acts.call(resolutions.record_consent),
            stages=frozenset({Stage.AWAITING_CONSENT}),
            in_menu=False,
            initial=choices.live_one,
        ),
        CaseStep(
            code="refusal",
            label=_("The customer refuses"),
            done=_("Refusal recorded; the case rises to the head."),
            permission="resolutions.record_refusal",
            form=f.Consent,
            perform=acts.call(resolutions.record_refusal),
            stages=frozenset({Stage.AWAITING_CONSENT}),
            in_menu=False,
            initial=choices.live_one,
        ),
        CaseStep(
            code="carry-out",
            label=_("Done as agreed"),
            done=_("Resolved. The follow-up comes next."),
            permission="resolutions.carry_out_resolution",
            form=f.CarryOut,
            perform=acts.call(resolutions.carry_out_resolution),
            stages=frozenset({Stage.CARRYING_OUT}),
            in_menu=False,
            initial=choices.planned_cost,
        ),
        *QUESTION_STEPS,
        CaseStep(
            code="follow-up",
            label=_("Record the answer"),
            done=_("Follow-up recorded."),
            permission="followups.record_follow_up",
            form=f.FollowUp,
            perform=acts.call(followups.record_follow_up, versioned=False),
            stages=frozenset({Stage.RESOLVED}),
            in_menu=False,
        ),
        CaseStep(
            code="follow-up-try",
            label=_("Not reached"),
            done=_("Try recorded."),
            permission="followups.record_follow_up_try",
            form=f.FollowUpTry,
            perform=acts.call(followups.record_follow_up_try, versioned=False),
            stages=frozenset({Stage.RESOLVED}),
            in_menu=False,
        ),
        CaseStep(
            code="close",
            label=_("Close the case"),
            done=_("Closed."),
            permission="cases.close_case",
            form=f.StepForm,
            perform=acts.call(cases.close_case),
            stages=frozenset({Stage.RESOLVED}),
            icon="circle-check",
            in_menu=False,
        ),
        CaseStep(
            code="reopen",
            label=_("Reopen"),
            done=_("Reopened."),
            permission="cases.reopen_case",
            form=f.Reason,
            perform=acts.call(cases.reopen_case),
            stages=SETTLED,
            icon="refresh",
            now=choices.in_time,
        ),
        CaseStep(
            code="new-case",
            label=_("Register anew, linked"),
            done=_("Registered as %s, linked to the former case."),
            permission="intake.register_again",
            form=f.Again,
            perform=acts.again,
            stages=SETTLED,
            icon="refresh",
            now=lambda request, case: not choices.in_time(request, case),
            help=_("Too late to reopen: it is a new case, for the same customer and goods."),
        ),
        CaseStep(
            code="assign",
            label=_("Assign"),
            done=_("Assigned."),
            permission="assignment.assign_case",
            form=f.Assign,
            perform=acts.call(assignment.assign_case),
            offers=choices.people,
            initial=choices.present_owner,
            icon="users",
            keys="a",
        ),
        CaseStep(
            code="take",
            label=_("Take it myself"),
            done=_("It is yours."),
            permission="assignment.take_case",
            form=f.StepForm,
            perform=acts.call(assignment.take_case),
            icon="user-check",
            now=lambda request, case: case.owner_id != request.actor.staff_id,
        ),
        *ORDER_STEPS,
        *VISIT_STEPS,
        *RETURN_STEPS,
        *PACKAGE_STEPS,
        *SERVICE_STEPS,
        *PROMISE_STEPS,
        *EXTERNAL_STEPS,
        *LEAD_STEPS,
        CaseStep(
            code="facts",
            label=_("Note facts"),
            done=_("Noted; the entitlement is worked out anew."),
            permission="rights.note_facts",
            form=RightFacts,
            perform=rights.note,
            offers=rights.offers,
            icon="scale",
            help=_("What is not known stays empty: it is asked for, nobody is refused for it."),
        ),
        CaseStep(
            code="edit",
            label=_("Edit"),
            done=_("Saved."),
            permission="cases.edit_case",
            form=f.Edit,
            perform=acts.edit,
            initial=choices.present_texts,
            icon="edit",
            keys="e",
        ),
        CaseStep(
            code="link",
            label=_("Link another case"),
            done=_("Linked."),
            permission="relations.link_cases",
            form=f.Link,
            perform=acts.link,
            stages=frozenset(Stage),
            icon="link",
        ),
        CaseStep(
            code="merge",
            label=_("Merge into another case"),
            done=_("Merged. Both numbers go on working."),
            permission="relations.merge_cases",
            form=f.Merge,
            perform=acts.by_number(relations.merge_cases, "kept_number"),
            icon="git-merge",
            danger=True,
        ),
        CaseStep(
            code="reveal",
            label=_("Show in clear"),
            done=_("Shown; your reason is kept."),
            permission="parties.reveal_customer",
            form=f.Reveal,
            perform=acts.reveal,
            stages=frozenset(Stage),
            in_menu=False,
        ),
        CaseStep(
            code="code",
            label=_("New access code for the customer"),
            done=_("New code: %s. Tell it to the customer; the old one works no more."),
            permission="intake.renew_code",
            form=f.StepForm,
            perform=acts.call(intake.renew_code, versioned=False),
            stages=frozenset(Stage),
            icon="key",
        ),
    )
}
