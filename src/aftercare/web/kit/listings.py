"""Lists that may be narrowed, by the words of their addresses, of views that people keep."""

from collections.abc import Mapping

from aftercare.casework.views.queries import CASES, NAMES

ORDERS = "orders"
ORDER_WORDS = ("state", "q", "job", "station", "technician", "sort")
WORDS: Mapping[str, tuple[str, ...]] = {CASES: NAMES, ORDERS: ORDER_WORDS}
