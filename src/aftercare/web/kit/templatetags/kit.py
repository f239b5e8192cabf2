"""The kit in templates: small things as tags and filters, large ones as templates in `kit/`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django import template
from django.forms import BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from aftercare.foundation.actor import Actor
from aftercare.web.kit import addresses, assets, charts, clocks, formats
from aftercare.web.kit.markup import filled
from aftercare.web.kit.sections import section_words

register = template.Library()


@register.filter
def moment(at: datetime | None, now: datetime | None = None) -> str:
    return formats.moment(at, now)


@register.filter
def short_moment(at: datetime | None, now: datetime) -> str:
    return formats.short_moment(at, now)


@register.filter
def due(at: datetime | None, now: datetime | None = None) -> str:
    """`{{ promise.due_at|due:now }}`: until when, so that people read the right day."""
    return formats.due(at, now)


@register.filter
def short_due(at: datetime | None, now: datetime) -> str:
    return formats.short_due(at, now)


@register.filter
def day(on: date | None, now: datetime | None = None) -> str:
    return formats.day(on, now)


@register.filter
def ago(at: datetime | None, now: datetime) -> str:
    return formats.ago(at, now)


@register.filter
def span(seconds: float) -> str:
    return formats.span(seconds)


@register.filter
def money(amount: Decimal | float | None) -> str:
    return formats.money(amount)


@register.filter
def section(text: str) -> str:
    """`{{ clause.section|section }}`: 第二十四条, or Art. 24."""
    return section_words(text)


@register.filter
def number(value: float | None) -> str:
    return formats.number(value)


@register.filter
def may(actor: Actor, permission: str) -> bool:
    """`{% if actor|may:"identity.save_role" %}`: nobody is shown a door that stays shut."""
    return actor.may(permission)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "search" %}` beside a word; with a label where it stands alone."""
    return assets.icon(name, label)


@register.simple_tag
def address(name: str, *places: int | str) -> str:
    """`{% address "desk:case" case.id %}`: as `url`, at a tenth of its price, for pages of rows."""
    return addresses.address(name, *places)


@register.simple_tag
def built(entry: str) -> SafeString:
    """The script and style tags of one entry of the front end ("desk", "portal")."""
    return assets.tags(entry)


@cache
def _rendered(template_name: str, language: str, values: tuple[tuple[str, str], ...]) -> SafeString:
    del language  # what `translate` in the template reads
    return render_to_string(template_name, dict(values))


@register.simple_tag
def still(template_name: str, **values: str) -> SafeString:
    """`{% still "kit/_help.html" %}`: the same for everybody, rendered once for each language."""
    return _rendered(template_name, get_language() or "", tuple(values.items()))


@register.simple_tag
def badge(text: object, tone: str = "", icon: str = "") -> SafeString:
    """`{% badge "A" "bad" "alert-triangle" %}`; tones: bad, soon, good, info, none."""
    mark = assets.icon(icon) if icon else ""
    look = f"tag tag-{tone}" if tone else "tag"
    return filled('<span class="{}">{}{}</span>', look, mark, text)


@register.simple_tag(takes_context=True)
def clock(
    context: Context,
    due_at: datetime | None,
    start_at: datetime | None = None,
    warn_at: datetime | None = None,
    state: str = "running",
) -> SafeString:
    """Time left as a badge with a thin line; states: running, paused, met, broken."""
    return clocks.clock(
        due_at=due_at, start_at=start_at, warn_at=warn_at, state=state, now=context["now"]
    )


@register.simple_tag
def bar(share: float, tone: str = "") -> SafeString:
    """`{% bar 0.4 "bad" %}`: a bar filled to a share."""
    return charts.bar(share, tone)


@register.simple_tag
def spanline(stretches: Iterable[charts.Stretch], label: str = "") -> SafeString:
    """A line of time: what counted, what paused, what is left (rows of `kit.charts.Stretch`)."""
    return charts.spanline(stretches, label)


@register.simple_tag
def spark(values: Sequence[float], label: str = "") -> SafeString:
    """A small line of figures over time; its question is the title beside it."""
    return charts.spark(values, label)


@register.simple_tag
def colon(label: object = "") -> str:
    """What stands between a label and what is said of it; a question needs no more."""
    if str(label).rstrip().endswith(("?", "？", "!", "！", "。", ".", ":", "：")):
        return " "
    return "：" if formats.tongue() == "zh" else ": "


@register.simple_tag
def comma() -> str:
    return "、" if formats.tongue() == "zh" else ", "


@register.simple_tag(takes_context=True)
def with_query(context: Context, **changes: object) -> str:
    """The address of this page with other values in its query; "" takes one away."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in {"", None}:
            query[name] = str(value)
    return f"?{query.urlencode()}"


CLASSES = {
    "checkbox": "form-check-input",
    "radioselect": "",
    "checkboxselectmultiple": "",
    "select": "form-select",
    "selectmultiple": "form-select",
    "hidden": "",
}


@register.inclusion_tag("kit/_field.html")
def field(bound: BoundField, **extra: object) -> Mapping[str, object]:
    """`{% field form.subject %}`: label, input, help, errors; `autofocus=`, `hide_label=True`."""
    own = str(bound.field.widget.attrs.get("class", ""))
    attrs: dict[str, str | bool] = {
        "class": f"{CLASSES.get(bound.widget_type, 'form-control')} {own}".strip()
    }
    if getattr(bound.field.widget, "input_type", "") == "file":
        attrs["data-photos"] = f"{bound.auto_id}_shelf"
    if bound.errors:
        attrs["class"] = f"{attrs['class']} is-invalid"
    if extra.get("autofocus"):
        attrs["autofocus"] = True
    return {"field": bound, "control": bound.as_widget(attrs=attrs), **extra}
