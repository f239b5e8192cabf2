"""The company's own rules: where, what, who and which words, and what that settles.

They stand in an explicit order; for each field the first rule that speaks wins. Nothing here can
take back what the safety rules have said.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

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
LONGEST_WORD = 40
VALUES = {
    "kind": {
        "complaint", "repair", "installation", "care", "consultation", "return_exchange",
        "recycling",
    },
    "category": {
        "product_quality", "service", "logistics", "contract", "price", "safety", "promotion",
        "other",
    },
    "level": {"one", "two"},
    "severity": {"A", "B", "C"},
    "urgent": {"yes", "no"},
    "complex": {"yes", "no"},
}  # fmt: skip


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


class RuleFault(StrEnum):
    NO_NAME = "no_name"
    NO_CONDITION = "no_condition"
    NOTHING_SET = "nothing_set"
    UNKNOWN_FIELD = "unknown_field"
    UNKNOWN_VALUE = "unknown_value"
    TOO_LONG = "too_long"


def faults_of(rule: CompanyRule) -> list[RuleFault]:
    """What keeps a rule from being kept, in the order in which a person would mend it."""
    conditions = (rule.channels, rule.product_lines, rule.customer_classes, rule.words)
    checks = {
        RuleFault.NO_NAME: not rule.name.strip(),
        RuleFault.NO_CONDITION: not any(conditions) or "" in rule.words,
        RuleFault.TOO_LONG: any(len(word) > LONGEST_WORD for word in rule.words),
        RuleFault.NOTHING_SET: not rule.sets,
        RuleFault.UNKNOWN_FIELD: not set(rule.sets) <= set(SETTABLE),
        RuleFault.UNKNOWN_VALUE: any(
            name in VALUES and value not in VALUES[name] for name, value in rule.sets.items()
        ),
    }
    return [fault for fault, found in checks.items() if found]
