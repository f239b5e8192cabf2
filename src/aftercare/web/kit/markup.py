"""Pieces of pages that are put together in Python, because a page has many of them."""

from html import escape

from django.utils.safestring import SafeString

AS_IT_IS = frozenset({SafeString, int})


def filled(frame: str, *values: object, **named: object) -> SafeString:
    """As Django's `format_html`, at a fifth of its price: what is not markup already is escaped.

    For plain values: a text to be translated is translated before.
    """
    return SafeString(
        frame.format(
            *[safe(value) for value in values],
            **{name: safe(value) for name, value in named.items()},
        )
    )


def safe(value: object) -> object:
    """The value as it may stand in a page."""
    return value if type(value) in AS_IT_IS else escape(str(value))
