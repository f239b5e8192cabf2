"""The company's own rules: where, what, who and which words, and what that settles.

They stand in an explicit order; for each field the first rule that speaks wins. Nothing here can
take back what the safety rules have said.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

SETTABLE = (
    "kind",
    "category",
    "subcategory",
    "product_line",
    "level",
    "severity",
    "urgent",
    "complex",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyRule:
    """Empty conditions hold always; `words` holds when any of them stands in the text.

    `sets` gives fields of SETTABLE their value; "urgent" and "complex" are "yes" or "no".
    """

    name: str
    channels: frozenset[str] = frozenset()
    product_lines: frozenset[str] = frozenset()
    customer_classes: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    sets: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """One field that a rule has settled, and the words (or the name of the rule) that did it."""

    field: str
    value: str
    rule: str
    words: str


def settle(
    rules: Sequence[CompanyRule],
    *,
    text: str,
    channel: str,
    product_line: str,
    customer_class: str,
) -> list[Applied]:
    """`text` is normalised; so are the words of a rule by `normal_words`."""
    applied: dict[str, Applied] = {}
    for rule in rules:
        if not (
            _among(channel, rule.channels)
            and _among(product_line, rule.product_lines)
            and _among(customer_class, rule.customer_classes)
        ):
            continue
        said = next((word for word in rule.words if word in text), "")
        if rule.words and not said:
            continue
        for name, value in rule.sets.items():
            applied.setdefault(name, Applied(field=name, value=value, rule=rule.name, words=said))
    return list(applied.values())


def _among(value: str, wanted: frozenset[str]) -> bool:
    return not wanted or value in wanted
