"""The words of people and places in templates."""

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext_lazy as _

from aftercare.casework.assignment.queries import Check, Suitor
from aftercare.casework.cases.queries import CATEGORY_CHOICES, KIND_CHOICES
from aftercare.foundation.regions import region_name
from aftercare.people.rosters.queries import Presence
from aftercare.people.staff.queries import ANY
from aftercare.web.desk.staff_forms import EVERYTHING

register = template.Library()
CHECKS = {
    Check.MATTER: _("matter"),
    Check.LEVEL: _("level"),
    Check.LINE: _("line"),
    Check.REGION: _("region"),
    Check.SKILL: _("skills"),
    Check.THERE: _("there"),
}
DUTIES = {ANY: EVERYTHING, **dict(KIND_CHOICES), **dict(CATEGORY_CHOICES)}


@register.simple_tag
def duty_label(code: str) -> str:
    return str(DUTIES.get(code, code))


@register.simple_tag
def line_label(names: Mapping[str, str], code: str) -> str:
    return names.get(code, code)


@register.simple_tag
def count_of(counts: Mapping[int, int], key: int) -> int:
    return counts.get(key, 0)


@register.simple_tag
def now_of(presences: Mapping[int, Presence], member_id: int) -> Presence | None:
    return presences.get(member_id)


@register.filter
def checks(one: Suitor) -> list[tuple[str, bool]]:
    """What is asked of an owner, and whether this one has it."""
    return [(str(CHECKS[check]), check not in one.failed) for check in Check]


@register.simple_tag
def region(code: str) -> str:
    return region_name(code)


@register.simple_tag
def word_of(words: Mapping[str, object], code: str) -> str:
    """What a code is called."""
    return str(words.get(code, code))
