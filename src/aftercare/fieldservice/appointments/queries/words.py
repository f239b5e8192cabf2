"""Why nothing is done on a visit, for whoever noted it without knowing what happened meanwhile."""

from django.utils.translation import gettext as _

from aftercare.fieldservice.appointments.rules import OUTCOMES, State


def why_not_now(state: str) -> str:
    if state == State.MOVED:
        return _("This visit was moved to another time meanwhile: ask the dispatcher.")
    if state == State.CALLED_OFF:
        return _("This visit was called off meanwhile: nobody comes at this time.")
    if state in OUTCOMES:
        return _("This visit has ended.")
    return _("The appointment is not at the point where this can be done.")
