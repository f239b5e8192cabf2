from decimal import Decimal

import pytest

from aftercare.money.tills.rules import Fault, fault_of

HUNDRED = Decimal(100)


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({}, None),
        ({"counted": Decimal(99), "reason": "少一元"}, None),
        ({"counted": Decimal(99), "reason": " "}, Fault.NO_REASON),
        ({"shown": Decimal(80)}, Fault.MOVED),
        ({"shown": Decimal(80), "counted": Decimal(80)}, Fault.MOVED),
        ({"is_own": True}, Fault.OWN),
    ],
)
def test_somebody_else_counts_what_was_shown_and_says_why_it_differs(
    given: dict[str, object], fault: Fault | None
) -> None:
    plain: dict[str, object] = {"is_own": False, "shown": HUNDRED, "expected": HUNDRED,
                                "counted": HUNDRED, "reason": ""}  # fmt: skip
    assert fault_of(**(plain | given)) == fault  # type: ignore[arg-type]
