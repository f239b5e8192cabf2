"""Which event moves whom, on one page. A reaction runs in the publisher's transaction."""

from aftercare.foundation.events import Reaction
from aftercare.people.organisation import events as organisation
from aftercare.people.staff import reactions as staff

SUBSCRIPTIONS: dict[type, tuple[Reaction, ...]] = {
    organisation.UnitClosing: (staff.refuse_closing_while_staffed,),
}
