"""Sentences of Django's that our catalogue says better in Chinese; ours is read before theirs."""

from django.utils.translation import gettext_noop, ngettext_lazy

REQUIRED = gettext_noop("This field is required.")
NO_CHOICE = gettext_noop("Select a valid choice. %(value)s is not one of the available choices.")
NO_SUCH_CHOICE = gettext_noop(
    "Select a valid choice. That choice is not one of the available choices."
)
WHOLE_NUMBER = gettext_noop("Enter a whole number.")
NUMBER = gettext_noop("Enter a number.")
DAY = gettext_noop("Enter a valid date.")
MOMENT = gettext_noop("Enter a valid date/time.")
AT_MOST = gettext_noop("Ensure this value is less than or equal to %(limit_value)s.")
AT_LEAST = gettext_noop("Ensure this value is greater than or equal to %(limit_value)s.")
MAIL = gettext_noop("Enter a valid email address.")
NUL = gettext_noop("Null characters are not allowed.")
EMPTY_FILE = gettext_noop("The submitted file is empty.")
TOO_LONG = ngettext_lazy(
    "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
    "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    "limit_value",
)
TOO_SHORT = ngettext_lazy(
    "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
    "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
    "limit_value",
)
