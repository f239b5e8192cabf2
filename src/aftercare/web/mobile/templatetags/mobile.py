"""Small things of the pages for the phone."""

from uuid import uuid4

from django import template

register = template.Library()


@register.simple_tag
def new_ref() -> str:
    """What makes a form that is sent twice one post, also where no script makes it."""
    return str(uuid4())
