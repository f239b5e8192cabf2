"""The shell of the desk in templates."""

from django import template
from django.template import Context

from aftercare.web.desk import navigation
from aftercare.web.kit.requests import Request

register = template.Library()


@register.simple_tag(takes_context=True)
def places(context: Context) -> list[navigation.Link]:
    """The links of the side bar for who is asking."""
    request: Request = context["request"]
    return navigation.links(actor=request.actor, path=request.path)
