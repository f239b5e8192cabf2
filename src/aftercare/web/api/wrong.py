"""What was wrong with a value, in the caller's language: the words of the library that reads."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

WHOLE = gettext_noop("Must be a whole number.")
NUMBER = gettext_noop("Must be a number.")
YES_NO = gettext_noop("Must be true or false.")
TEXT = gettext_noop("Must be text.")
LIST = gettext_noop("Must be a list.")
OBJECT = gettext_noop("Must be an object with named fields.")
DAY = gettext_noop("Must be a day such as 2026-11-22.")
MOMENT = gettext_noop("Must be a moment such as 2026-11-22T14:30:00+08:00.")
TIME = gettext_noop("Must be a time such as 14:30.")
SPAN = gettext_noop("Must be a span of time such as PT2H30M.")
UUID = gettext_noop("Must be a UUID.")
ONE_OF = gettext_noop("Must be one of: {expected}.")

# By the type of the error, which stays the same from version to version.
SENTENCES = {
    "missing": gettext_noop("This is missing."),
    "extra_forbidden": gettext_noop("There is no field of this name."),
    "none_required": gettext_noop("Must be null."),
    "string_type": TEXT,
    "string_unicode": TEXT,
    "string_too_short": gettext_noop("Must have at least {min_length} characters."),
    "string_too_long": gettext_noop("Must have no more than {max_length} characters."),
    "string_pattern_mismatch": gettext_noop("Must have the form {pattern}."),
    "int_type": WHOLE,
    "int_parsing": WHOLE,
    "int_from_float": WHOLE,
    "int_parsing_size": gettext_noop("This number is too large."),
    "float_type": NUMBER,
    "float_parsing": NUMBER,
    "finite_number": NUMBER,
    "decimal_type": NUMBER,
    "decimal_parsing": NUMBER,
    "decimal_max_digits": gettext_noop("Must have no more than {max_digits} digits."),
    "decimal_max_places": gettext_noop(
        "Must have no more than {decimal_places} digits after the point."
    ),
    "decimal_whole_digits": gettext_noop(
        "Must have no more than {whole_digits} digits before the point."
    ),
    "greater_than": gettext_noop("Must be more than {gt}."),
    "greater_than_equal": gettext_noop("Must not be less than {ge}."),
    "less_than": gettext_noop("Must be less than {lt}."),
    "less_than_equal": gettext_noop("Must not be more than {le}."),
    "bool_type": YES_NO,
    "bool_parsing": YES_NO,
    "literal_error": ONE_OF,
    "enum": ONE_OF,
    "date_type": DAY,
    "date_parsing": DAY,
    "date_from_datetime_parsing": DAY,
    "date_from_datetime_inexact": DAY,
    "datetime_type": MOMENT,
    "datetime_parsing": MOMENT,
    "datetime_from_date_parsing": MOMENT,
    "datetime_object_invalid": MOMENT,
    "timezone_aware": gettext_noop("The time zone is missing, such as +08:00."),
    "time_type": TIME,
    "time_parsing": TIME,
    "time_delta_type": SPAN,
    "time_delta_parsing": SPAN,
    "uuid_type": UUID,
    "uuid_parsing": UUID,
    "list_type": LIST,
    "tuple_type": LIST,
    "set_type": LIST,
    "too_short": gettext_noop("Must have at least {min_length} entries."),
    "too_long": gettext_noop("Must have no more than {max_length} entries."),
    "dict_type": OBJECT,
    "mapping_type": OBJECT,
    "model_type": OBJECT,
    "model_attributes_type": OBJECT,
    "dataclass_type": OBJECT,
    "value_error": "{error}",  # a sentence of ours, translated where it was made
}
QUOTED = re.compile(r"'([^']*)'")


def field_of(error: Mapping[str, Any]) -> str:
    """The name that the caller used: neither where it stood nor what we call the body."""
    source, *names = error.get("loc", ()) or ("",)
    if source == "body" and names[:1] == ["body"]:
        names = names[1:]
    return ".".join(str(name) for name in names) or "body"


def sentence_for(error: Mapping[str, Any]) -> str:
    """What would be right; the library's own words where we have none."""
    facts = dict(error.get("ctx") or {})
    sentence = SENTENCES.get(str(error.get("type")))
    if "expected" in facts:
        values = QUOTED.findall(str(facts["expected"]))
        facts["expected"] = ", ".join(values) or facts["expected"]
    try:
        if sentence:
            return _(sentence).format(**facts)
    except KeyError:  # another version of the library tells other facts
        pass
    return _("This cannot be right: {words}.").format(words=str(error.get("msg", "")).rstrip("."))
