"""An order is dragged onto a day with a real mouse: what letting go would do is seen before it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from aftercare.fieldservice.appointments.queries import appointment_of
from aftercare.fieldservice.slots.tests.worlds import City, city, ordered
from aftercare.fieldservice.workorders.queries import OrderBrief
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.models import User
from tests import makers
from tests.web.browser import Visit, signed_in, visit
from tests.web.hands import PATIENT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOON = 5.1 / 14
"""Of a lane, which shows fourteen hours from seven on."""


def carried(page: Page, order: Locator, row: Locator, share: float) -> None:
    """Lifted, and held over a lane until the colour has come."""
    order.scroll_into_view_if_needed()
    from_, to = order.bounding_box(), row.locator("[data-lane]").bounding_box()
    assert from_
    assert to
    page.mouse.move(from_["x"] + 20, from_["y"] + from_["height"] / 2)
    page.mouse.down()
    x, y = to["x"] + to["width"] * share, to["y"] + to["height"] / 2
    page.mouse.move(x, y, steps=6)
    expect(row).to_have_attribute("data-fit", "yes", timeout=PATIENT)
    page.mouse.move(x + 1, y)


@pytest.fixture(name="here")
def _here(transactional_db: None) -> City:  # noqa: ARG001
    return city(makers.company(), people=2)


@pytest.fixture(name="seen")
def _seen(chrome: Browser, live_server: LiveServer, here: City) -> Iterator[Visit]:
    """The board of a day on which they work."""
    day = timezone.localdate() + timedelta(days=1)
    day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
    with visit(chrome, live_server.url) as seen:
        manager = User.objects.get(username="manager")
        signed_in(seen, live_server.url, replace(here.agent, user_id=manager.id))
        seen.page.goto(f"{live_server.url}/desk/dispatch?day={day}&unit={here.station}")
        yield seen


def given(page: Page, row: Locator) -> Locator:
    """The one waiting order, dragged to noon; its box."""
    carried(page, page.locator(".pool-item"), row, NOON)
    expect(row.locator(".board-aim")).to_have_text("12:00")
    page.mouse.up()
    form = page.locator("#drawer-body form")
    form.locator("[name=agreed_by]").select_option("phone", timeout=PATIENT)
    form.locator("button[type=submit]").click()
    box = row.locator(".board-visit")
    expect(box).to_contain_text("12:00", timeout=PATIENT)
    return box


def lane(page: Page, here: City, number: int) -> Locator:
    return page.locator(f"[data-technician='{here.technicians[number]}']")


@pytest.fixture(name="order")
def _order(here: City) -> OrderBrief:
    return ordered(here)


def test_an_order_dragged_to_a_time_is_given_there(
    order: OrderBrief, seen: Visit, here: City
) -> None:
    given(seen.page, lane(seen.page, here, 1))
    standing = appointment_of(actor=SYSTEM, order=order)
    assert standing is not None
    assert standing.technicians == (here.technicians[1],)
    assert seen.wrong == []


@pytest.mark.usefixtures("order")
def test_letting_go_over_who_may_not_says_why(seen: Visit, here: City) -> None:
    page, other = seen.page, lane(seen.page, here, 0)
    box = given(page, lane(page, here, 1))
    carried(page, box, other, NOON)
    other.evaluate("row => { row.dataset.fit = 'no'; }")  # as the server says of who may not
    page.mouse.move(*_middle(other))
    page.mouse.up()
    expect(page.locator(".toast-bad")).to_contain_text("工程师0")
    expect(page.locator("#drawer-body form")).to_have_count(0)
    assert seen.wrong == []


def _middle(row: Locator) -> tuple[float, float]:
    box = row.locator("[data-lane]").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
