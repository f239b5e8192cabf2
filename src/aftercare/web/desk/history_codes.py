"""The words of codes that stand in the history: by detail, or by verb and detail."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aftercare.casework.assignment.queries import LACK_CHOICES
from aftercare.casework.commitments.queries import COMMITMENT_CHOICES
from aftercare.casework.conversation.queries import CONTACT_CHANNEL_CHOICES
from aftercare.casework.legal.queries import AUTHORITY_CHOICES, STEP_CHOICES
from aftercare.casework.messaging.queries import OCCASION_CHOICES
from aftercare.casework.packages.queries import FAULT_CHOICES
from aftercare.casework.resolutions.queries import HOW_CHOICES, RESOLUTION_CHOICES
from aftercare.fieldservice.appointments.queries import REASON_CHOICES
from aftercare.fieldservice.appointments.queries import STATE_CHOICES as APPOINTMENT_STATES
from aftercare.fieldservice.quotes.queries import HOW_CHOICES as QUOTE_ANSWERS
from aftercare.fieldservice.quotes.queries import WAY_CHOICES as PAYMENTS
from aftercare.fieldservice.records.queries import ANSWER_CHOICES
from aftercare.fieldservice.reminders.queries import WHAT_CHOICES
from aftercare.fieldservice.technicians.queries import BASE_CHOICES
from aftercare.web.kit.policies import APPROVALS, OCCASIONS

from .history_labels import OVER, READINGS
from .outbox import PURPOSES
from .templatetags.casework import LABELS
from .templatetags.people import DUTIES
from .webhook_forms import EVENTS

Words = Mapping[str, str | Promise]
PROMISES: Words = dict(COMMITMENT_CHOICES)
MESSAGES: Words = dict(OCCASION_CHOICES)
REASONS: Words = dict(REASON_CHOICES)
BASES: Words = dict(BASE_CHOICES)
LEARNT: Words = {"taken": _("Taken"), "rejected": _("Not better")}
# What a case waits for before it may close.
HOLDS: Words = {
    "acceptance": _("Acceptance by the customer"),
    "certificate": _("Certificate of recycling"),
    "claim": _("Proof of purchase and ground"),
    "external": _("A matter before an authority or court"),
    "follow_up": _("Follow-up"),
    "legal": _("A limit of the law"),
    "packages": _("Packages"),
    "payment": _("A payment to the customer"),
    "work_order": _("Work order"),
}
# What was done at the customer's door, on the phone.
AT_THE_DOOR: Words = {
    "part": _("Part fitted"),
    "part_back": _("Part taken out again"),
    "old_part": _("Old part"),
    "price_agreed": _("The customer agreed to the price"),
    "price_declined": _("The customer declined the price"),
    "declined": _("Visit ended after the declined price"),
    "paid": _("Payment"),
    "next_visit": _("Next visit agreed upon"),
    "nobody_home": _("Nobody at home"),
    "home": _("About the home"),
}
CODES: dict[str, Words] = {
    "order.done_at_door deed": AT_THE_DOOR,
    "kind": {**LABELS["kind"], **dict(RESOLUTION_CHOICES)},
    "channel": {**LABELS["channel"], **dict(CONTACT_CHANNEL_CHOICES)},
    "root_cause": LABELS["cause"],
    "before": LABELS["stage"],
    "how": {**dict(QUOTE_ANSWERS), **dict(HOW_CHOICES)},
    "step": APPROVALS,
    "handles": DUTIES,
    "levels": LABELS["level"],
    "occasion": OCCASIONS,
    "faults": dict(FAULT_CHOICES),
    "tasks": LABELS["task"],
    "undone": LABELS["task"],
    "job": LABELS["job"],
    "way": {**LABELS["way"], **LABELS["old_way"]},
    "paid_by": LABELS["old_paid"],
    "lack": dict(LACK_CHOICES),
    "over": OVER,
    "reading": READINGS,
    **dict.fromkeys(("codes", "started", "commitment.recomputed changed"), PROMISES),
    **dict.fromkeys(
        (
            "case.breach_reported code",
            "case.commitment_escalated code",
            "case.owner_warned code",
            "commitment.agreed code",
            "commitment.breach_explained code",
        ),
        PROMISES,
    ),
    **dict.fromkeys(
        (
            "case.colleagues_told occasion",
            "case.customer_told occasion",
            "messaging.switched occasion",
        ),
        MESSAGES,
    ),
    **dict.fromkeys(
        (
            "order.appointment_called_off reason",
            "order.appointment_moved reason",
            "order.visit_ended reason",
        ),
        REASONS,
    ),
    **dict.fromkeys(("case.held kind", "case.hold_lifted kind"), HOLDS),
    **dict.fromkeys(("technician.set ends_at", "technician.set starts_at"), BASES),
    **dict.fromkeys(("webhook.changed events", "webhook.opened events"), EVENTS),
    "case.lead_offered kind": LABELS["offer"],
    "case.legal_step authority": dict(AUTHORITY_CHOICES),
    "case.legal_step step": dict(STEP_CHOICES),
    "case.linked kind": {"repeat": _("The same again"), "related": _("Related")},
    "case.recycling_appraised condition": LABELS["old_goods"],
    "case.visit_ended outcome": LABELS["visit"],
    "contract.changed fields": {"note": _("What should be known")},
    "message.queued purpose": PURPOSES,
    "order.paid way": dict(PAYMENTS),
    "order.step_checked answer": dict(ANSWER_CHOICES),
    "order.reminded what": dict(WHAT_CHOICES),
    "order.visit_ended outcome": dict(APPOINTMENT_STATES),
    "skill.written kinds": LABELS["kind"],
    "triage.trained state": LEARNT,
}
