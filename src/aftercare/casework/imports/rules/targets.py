"""What the rows of a file may become, and which fields each of them has."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from aftercare.customers.registers.events import Target

from .headers import known_field, units

CASES = "cases"
SPARES, PRICES, STOCK = OF_PARTS = ("spares", "prices", "stock")
TARGETS = (CASES, *(target.value for target in Target), *OF_PARTS)
OWNER = (
    "customer_name", "mobile", "phone", "mobile_2", "phone_2", "province", "city", "district",
    "town", "address",
)  # fmt: skip
MODEL = ("brand", "model", "product_code")
FIELDS: Mapping[str, tuple[str, ...]] = {
    Target.CUSTOMERS: (*OWNER, "email", "customer_kind", "customer_grade", "remark"),
    Target.UNITS: (
        *OWNER, *MODEL, "product_name", "serial", "batch_no", "purchase_date", "purchase_channel",
        "purchase_place", "order_no", "order_amount", "price", "proof", "made_on",
        "goods_arrived_at", "installed_on",
    ),
    Target.MODELS: (
        *MODEL, "product_name", "product_category", "line", "manual_url", "is_sold",
    ),
    Target.PARTS: (*MODEL, "parts", "part_code", "supplier"),
    Target.BATCHES: (*MODEL, "batch_no", "made_on", "made_line", "supplier", "materials"),
    SPARES: (
        "part_code", "part_name", "measure", "part_price", "supplier", "product_lines",
        "warranty_days", "has_serials", "is_kept",
    ),
    PRICES: ("charge", "part_price", "since"),
    STOCK: (
        "store", "part_code", "part_name", "supplier", "batch_no", "counted", "serials",
        "count_reason",
    ),
}  # fmt: skip


@cache
def _own() -> dict[str, dict[str, object]]:
    source = files("aftercare.casework.imports").joinpath("data/goods.toml").read_text("utf-8")
    return tomllib.loads(source)


@cache
def own_names() -> dict[str, str]:
    """A header as it is spelled to the field that only such tables have."""
    return {
        "".join(units(name)): field
        for field, entry in _own().items()
        for name in str(entry["called"]).split()
    }


@cache
def own_labels() -> dict[str, tuple[str, str]]:
    found = {}
    for field, entry in _own().items():
        label = entry["label"]
        assert isinstance(label, list)  # noqa: S101 - for the type checker
        found[field] = (str(label[0]), str(label[1]))
    return found


def own_fields() -> tuple[str, ...]:
    return tuple(_own())


def allowed(target: str, field: str) -> bool:
    """Whether a table of this kind may have such a column; a third phone is a phone."""
    if target == CASES:
        return field not in _own()
    return field in FIELDS[target] or field.rstrip("_123456789") in ("mobile", "phone")


def is_field(target: str, field: str) -> bool:
    """Whether a column of such a table may be this."""
    return (known_field(field) or field in _own()) and allowed(target, field)
