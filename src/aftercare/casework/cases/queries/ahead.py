"""What is asked of each of many messages that come at once, asked once for all of them."""

from collections.abc import Collection

from aftercare.casework.cases.models import NUMBERS, OF_INTAKE, OF_KEYS, Case
from aftercare.foundation.actor import Actor
from aftercare.foundation.line import answers
from aftercare.foundation.work import at_hand

_SETTLED = "customers and orders of which it is known whether a case was settled"


def look_ahead(
    *,
    actor: Actor,
    intake_keys: Collection[str],
    customer_ids: Collection[int],
    order_nos: Collection[str],
) -> None:
    """Puts by for this work what opening cases asks of each: three queries, however many."""
    del actor  # it tells nothing; whoever asks is asked for the grant then
    for key, case_id, *numbers in answers(OF_KEYS, [list(intake_keys)]):
        at_hand()[(OF_INTAKE if case_id else NUMBERS), key] = case_id or numbers
    settled = Case.objects.filter(resolved_at__isnull=False, merged_into=None)
    customers = set(
        settled.filter(customer_id__in=customer_ids).values_list("customer_id", flat=True)
    )
    orders = set(settled.filter(order_no__in=order_nos).values_list("order_no", flat=True))
    known = {customer_id: customer_id in customers for customer_id in customer_ids}
    at_hand()[_SETTLED] = known | {order_no: order_no in orders for order_no in order_nos}


def may_be_settled(*, actor: Actor, of: int | str) -> bool:
    """Whether a customer (by id) or an order may have a settled case: unless it was looked for."""
    del actor  # a hint that spares a question
    known: dict[int | str, bool] = at_hand().get(_SETTLED, {})
    return known.get(of, True)
