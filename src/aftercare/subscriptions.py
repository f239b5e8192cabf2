"""Which event moves whom, on one page. A reaction runs in the publisher's transaction."""

from aftercare.casework.assignment import reactions as assignment
from aftercare.casework.cases.events import (
    CaseAssigned,
    CaseClassified,
    CaseOpened,
)
from aftercare.foundation.events import Reaction
from aftercare.people.organisation.events import UnitClosing
from aftercare.people.staff import reactions as staff
from aftercare.people.staff.events import MemberLeaving

SUBSCRIPTIONS: dict[type, tuple[Reaction, ...]] = {
    UnitClosing: (staff.refuse_closing_while_staffed,),
    MemberLeaving: (assignment.on_member_leaving,),
    CaseOpened: (assignment.on_case_opened,),
    CaseClassified: (assignment.on_case_classified,),
    CaseAssigned: (assignment.on_case_assigned,),
}
