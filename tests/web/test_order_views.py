"""Views of the list of work orders: kept under a name, shared, moved, and apart from the cases'."""

import re

import pytest
from django.test import Client

from aftercare.foundation.identity.models import User
from tests.makers import Company

pytestmark = pytest.mark.django_db
KEEP, SHOW = "/desk/orders/views/keep", "/desk/orders/views"


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def read(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_a_filter_of_orders_is_kept_as_a_tab(company: Company) -> None:
    client = signed_in("head")
    assert "保存为视图" in read(client, "/desk/orders?job=repair&state=waiting")
    assert "保存为视图" not in read(client, "/desk/orders?state=waiting")
    kept = client.post(f"{KEEP}?job=repair&state=waiting&moon=1", {"name": "待约维修"})
    assert kept.status_code == 302
    assert re.fullmatch(r"/desk/orders\?state=waiting&job=repair&view=\d+", kept["Location"])
    page = read(client, kept["Location"])
    assert re.search(r'view=\d+" aria-current="page">.*待约维修', page)
    assert page.count('aria-current="page"') == read(client, "/desk/orders").count(
        'aria-current="page"'
    )
    assert client.post(f"{KEEP}?job=care", {"name": "待约维修"}).status_code == 422
    assert "待约维修" not in read(client, "/desk/cases")
    assert client.post("/desk/views/keep?severity=B", {"name": "待约维修"}).status_code == 302
    assert company


@pytest.mark.usefixtures("company")
def test_the_conditions_of_a_view_of_orders_can_be_changed() -> None:
    client = signed_in("head")
    url = client.post(f"{KEEP}?job=repair", {"name": "维修"})["Location"]
    view = url.partition("view=")[2]
    page = read(client, url)
    assert "保存修改" not in page
    assert f'name="view" value="{view}"' in page, "the filter keeps what it began with"
    changed = read(client, f"/desk/orders?job=care&view={view}")
    assert "保存修改" in changed
    keep = f"{KEEP}?job=care&view={view}"
    assert keep.replace("&", "&amp;") in changed
    kept = client.post(keep, {"name": "保养", "again": "1"})
    assert kept["Location"] == f"/desk/orders?job=care&view={view}"


@pytest.mark.usefixtures("company")
def test_own_views_of_orders_are_shared_moved_renamed_and_removed() -> None:
    client = signed_in("head")
    for name in ("甲", "乙"):
        client.post(f"{KEEP}?job=care", {"name": name, "shared": "on"})
    ids = re.findall(r'id="view-(\d+)"', read(client, SHOW))
    client.post(f"{SHOW}/{ids[1]}", {"act": "up"})
    assert re.findall(r'id="view-(\d+)"', read(client, SHOW)) == ids[::-1]
    assert client.post(f"{SHOW}/{ids[0]}", {"act": "rename", "name": "丙"}).status_code == 302
    assert "丙" in read(signed_in("manager"), "/desk/orders")
    assert signed_in("manager").post(f"{SHOW}/{ids[0]}", {"act": "remove"}).status_code == 404
    assert client.post(f"{SHOW}/{ids[0]}", {"act": "remove"}).status_code == 302
    assert "丙" not in read(client, "/desk/orders")
