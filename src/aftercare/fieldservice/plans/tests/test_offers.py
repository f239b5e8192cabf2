"""What goes into the pool of orders (R-FS-17)."""

from datetime import timedelta
from typing import Any

import pytest

from aftercare.fieldservice.plans.actions import offer_order
from aftercare.fieldservice.plans.queries import NotFit
from aftercare.fieldservice.workorders.actions import call_off_order, finish_order
from aftercare.foundation.actor import SYSTEM
from tests.makers import FRIDAY
from tests.spares import an_order, shop

pytestmark = pytest.mark.django_db
SOON = FRIDAY + timedelta(hours=1)


@pytest.mark.parametrize("ended", ["done", "called_off"])
def test_an_order_that_has_ended_does_not_go_into_the_pool(ended: str) -> None:
    over: dict[str, Any] = {"actor": SYSTEM, "order_id": an_order(shop().us), "now": FRIDAY}
    if ended == "done":
        finish_order(**over, version=None, result="已修好")
    else:
        call_off_order(**over, version=None, reason="客户不需要了")
    with pytest.raises(NotFit, match="工单已经结束"):
        offer_order(**over, window_from=SOON, window_until=SOON + timedelta(hours=2),
                    agreed_by="phone")  # fmt: skip
