"""What rules and plans say, in words."""

from django.utils.translation import gettext_lazy as _

from aftercare.fieldservice.dispatch.queries import Rule
from aftercare.fieldservice.plans.rules import Strain, Verdict, Why

RULES = {
    Rule.SKILL: _("lacks a skill"),
    Rule.CERTIFICATE: _("lacks a valid certificate"),
    Rule.GEAR: _("holds no valid gear of the kind"),
    Rule.PART: _("the part is not on the van"),
    Rule.AREA: _("outside of the areas of the contract"),
    Rule.LINE: _("not a line of the contract"),
    Rule.BAN: _("shall not come to this customer"),
    Rule.REQUIRED: _("locked to somebody else"),
}
ASKED = {
    Rule.SKILL: _("has the skills"),
    Rule.CERTIFICATE: _("has valid certificates"),
    Rule.GEAR: _("holds valid gear"),
    Rule.PART: _("has the parts"),
    Rule.AREA: _("serves the area"),
    Rule.LINE: _("serves the line"),
    Rule.BAN: _("is welcome"),
    Rule.REQUIRED: _("not locked to anybody else"),
}
STRAINS = {
    Strain.TAKEN: _("another visit stands there"),
    Strain.SHIFT: _("outside of the shift"),
    Strain.WAY: _("too little time for the way"),
}
WHYS = {
    Why.NEW: _("had no time yet"),
    Why.ABSENT: _("who had it is not there"),
    Why.LATE: _("who had it would come too late"),
    Why.NEARER: _("less of a detour"),
    Why.ROOM: _("makes room for other visits"),
    Why.TIME: _("another time within the told window"),
}


def said(verdict: Verdict) -> str:
    """All that speaks against somebody, in a row."""
    words = [RULES[one.rule] for one in verdict.failed] + [STRAINS[one] for one in verdict.strains]
    return "、".join(str(one) for one in words)
