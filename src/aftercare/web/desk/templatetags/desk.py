"""The shell of the desk in templates."""

from functools import lru_cache

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from aftercare.web.desk import navigation
from aftercare.web.kit.requests import Request

register = template.Library()

MOST_KEPT = 1000  # each role, language and place has its own, about 6 KB


@register.simple_tag(takes_context=True)
def side_bar(context: Context) -> SafeString:
    """The links of the side bar for who is asking."""
    request: Request = context["request"]
    links = navigation.links(actor=request.actor, path=request.path)
    here = next((link.place.url_name for link in links if link.here), "")
    return _side_bar(get_language() or "", here, tuple(link.place.url_name for link in links))


@lru_cache(MOST_KEPT)
def _side_bar(language: str, here: str, names: tuple[str, ...]) -> SafeString:
    """What it shows depends on nothing else."""
    del language  # what the labels read
    return render_to_string("desk/_side_bar.html", {"links": navigation.shown(names, here)})
