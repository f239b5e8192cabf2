"""Which event moves whom, on one page. A reaction runs in the publisher's transaction."""

from aftercare.casework.alerts import reactions as alerts
from aftercare.casework.assignment import reactions as assignment
from aftercare.casework.cases import reactions as cases
from aftercare.casework.cases.events import (
    CaseAdvanced,
    CaseAssigned,
    CaseClassified,
    CaseClosed,
    CaseMerged,
    CaseOpened,
    CaseReopened,
    CaseResolved,
)
from aftercare.casework.checklists import reactions as checklists
from aftercare.casework.commitments import reactions as commitments
from aftercare.casework.commitments.events import (
    CommitmentBroken,
    CommitmentEndangered,
    CommitmentEscalated,
    DateAgreed,
)
from aftercare.casework.conversation.events import ContactLogged
from aftercare.casework.doubles import reactions as doubles
from aftercare.casework.intake.events import CodeIssued
from aftercare.casework.messaging import reactions as messaging
from aftercare.casework.pauses.events import CasePaused, CaseResumed
from aftercare.casework.recounts import reactions as recounts
from aftercare.casework.recycling import reactions as recycling
from aftercare.casework.resolutions.events import (
    ApprovalAsked,
    CustomerAnswered,
    FindingsRecorded,
    ResolutionAgreed,
    ResolutionCarriedOut,
    ResolutionJudged,
    ResolutionProposed,
    ResolutionRefused,
)
from aftercare.casework.returns import reactions as returns
from aftercare.casework.triage import reactions as triage
from aftercare.casework.visits.events import BookingOver
from aftercare.casework.webhooks import reactions as webhooks
from aftercare.customers.merges.events import CustomersMerged, MergeUndone
from aftercare.customers.proofs import reactions as proofs
from aftercare.customers.units.events import ProofAttached
from aftercare.feedback.followups import reactions as followups
from aftercare.fieldservice.appointments import reactions as appointments
from aftercare.fieldservice.carecontracts import reactions as carecontracts
from aftercare.fieldservice.clashes import reactions as clashes
from aftercare.fieldservice.locks import reactions as locks
from aftercare.fieldservice.parts import reactions as parts
from aftercare.fieldservice.quotes import reactions as quotes
from aftercare.fieldservice.quotes.events import CustomerPaid, CustomerPaidBack
from aftercare.fieldservice.workorders import reactions as workorders
from aftercare.fieldservice.workorders.events import OrderEnded
from aftercare.foundation.deliveries.events import MessageGivenUp
from aftercare.foundation.endpoints.events import EndpointSwitchedOff
from aftercare.foundation.events import Reaction
from aftercare.foundation.identity.events import AccountClosing
from aftercare.matters.leads import reactions as leads
from aftercare.money.ledger import reactions as ledger
from aftercare.money.tills import reactions as tills
from aftercare.people.organisation.events import UnitClosing
from aftercare.people.rosters.events import LeaveApproved
from aftercare.people.staff import reactions as staff
from aftercare.people.staff.events import MemberLeaving
from aftercare.policy.calendars.events import CalendarsChanged

SUBSCRIPTIONS: dict[type, tuple[Reaction, ...]] = {
    CalendarsChanged: (recounts.on_calendars_changed,),
    LeaveApproved: (clashes.on_leave_approved,),
    BookingOver: (messaging.on_booking_over, locks.on_booking_over),
    OrderEnded: (quotes.on_order_ended, appointments.on_order_ended, parts.on_order_ended),
    CustomerPaid: (ledger.on_customer_paid, tills.on_customer_paid),
    CustomerPaidBack: (ledger.on_customer_paid_back, tills.on_customer_paid_back),
    ProofAttached: (proofs.on_proof_attached,),
    MessageGivenUp: (messaging.on_message_given_up,),
    EndpointSwitchedOff: (webhooks.on_endpoint_switched_off,),
    CaseAdvanced: (webhooks.on_event,),
    ResolutionRefused: (webhooks.on_event,),
    CustomersMerged: (cases.on_customers_merged, carecontracts.on_customers_merged),
    MergeUndone: (cases.on_merge_undone, carecontracts.on_merge_undone),
    UnitClosing: (staff.refuse_closing_while_staffed,),
    AccountClosing: (assignment.on_account_closing,),
    MemberLeaving: (assignment.on_member_leaving,),
    CaseOpened: (
        doubles.on_case_opened,
        assignment.on_case_opened,
        commitments.on_case_opened,
        returns.on_case_opened,
        recycling.on_case_opened,
        checklists.on_case_opened,
        webhooks.on_event,
    ),
    CaseClassified: (
        triage.on_case_classified,
        assignment.on_case_classified,
        commitments.on_case_classified,
        returns.on_case_classified,
        recycling.on_case_classified,
        checklists.on_case_classified,
        webhooks.on_event,
    ),
    CaseAssigned: (assignment.on_case_assigned, webhooks.on_event),
    CodeIssued: (messaging.on_code_issued,),
    DateAgreed: (messaging.on_date_agreed, webhooks.on_event),
    CaseResolved: (
        commitments.on_case_resolved,
        followups.on_case_resolved,
        messaging.on_case_resolved,
        webhooks.on_event,
    ),
    CaseReopened: (
        commitments.on_case_reopened,
        followups.on_case_reopened,
        assignment.on_case_reopened,
        webhooks.on_event,
    ),
    CaseClosed: (commitments.on_case_closed, webhooks.on_event),
    CaseMerged: (
        commitments.on_case_merged,
        leads.on_case_merged,
        workorders.on_case_merged,
        webhooks.on_event,
    ),
    ContactLogged: (commitments.on_contact_logged, webhooks.on_event),
    FindingsRecorded: (commitments.on_findings_recorded,),
    ResolutionProposed: (
        commitments.on_resolution_proposed,
        messaging.on_resolution_proposed,
        webhooks.on_event,
    ),
    ApprovalAsked: (alerts.on_approval_asked,),
    ResolutionJudged: (alerts.on_resolution_judged,),
    CustomerAnswered: (alerts.on_customer_answered,),
    ResolutionAgreed: (
        commitments.on_resolution_agreed,
        ledger.on_resolution_agreed,
        webhooks.on_event,
    ),
    ResolutionCarriedOut: (commitments.on_resolution_carried_out, webhooks.on_event),
    CasePaused: (commitments.on_case_paused,),
    CaseResumed: (commitments.on_case_resumed,),
    CommitmentEndangered: (alerts.on_commitment_endangered, webhooks.on_event),
    CommitmentBroken: (alerts.on_commitment_broken, webhooks.on_event),
    CommitmentEscalated: (alerts.on_commitment_escalated,),
}
