"""What is put together in Python is as safe as what Django puts together."""

from decimal import Decimal

import pytest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from aftercare.web.kit.markup import filled

FRAME = '<a href="{}" title="{there}">{}</a>'


class Sly(str):
    """Text whose type is not that of text."""

    __slots__ = ()


@pytest.mark.parametrize(
    "value",
    ["<b>'\"&", SafeString("<b>"), Sly("<i>"), 7, True, None, Decimal("1.5"), "{0} %s", ["<u>"]],
)
def test_it_fills_a_frame_as_django_does(value: object) -> None:
    ours = filled(FRAME, value, value, there=value)
    assert ours == format_html(FRAME, value, value, there=value)
    assert isinstance(ours, SafeString)
