"""How a person's decision compares with what was proposed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .values import Field


@dataclass(frozen=True, slots=True)
class Outcome:
    """Each field that triage had to judge stands in exactly one of the lists."""

    agreed: list[str]
    changed: list[str]
    filled: list[str]  # the proposal had left it open, so it neither agreed nor erred


def compare(
    proposed: Mapping[str, object],
    decided: Mapping[str, object],
    *,
    left_open: Collection[str],
    given: Collection[str] = (),
) -> Outcome:
    """`given` are fields that the form or the file had said: nothing was proposed there."""
    outcome = Outcome([], [], [])
    for field in (name.value for name in Field if name.value not in given):
        if field in left_open:
            outcome.filled.append(field)
        elif proposed.get(field) == decided.get(field):
            outcome.agreed.append(field)
        else:
            outcome.changed.append(field)
    return outcome
