"""A policy is changed on pages: a draft written, compared, proposed, reviewed, approved."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.models import User
from aftercare.people.staff.queries import actor_of_user
from aftercare.policy.packs.queries import all_commitments, version_in_force
from tests.makers import FRIDAY, company
from tests.web.test_api import bearer

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> None:
    company()


def of(name: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username=name))
    return client


def begun(client: Client, pack: str = "furniture") -> str:
    answer = client.post(f"/desk/policies/packs/{pack}/draft")
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def fields_of(client: Client, url: str) -> dict[str, object]:
    """What a browser would send back of a form as it was drawn."""
    form = client.get(url).context["form"]
    values: dict[str, object] = {}
    for bound in form:
        value = bound.value()
        if value in (None, False):
            continue
        values[bound.html_name] = bound.field.prepare_value(value)
    return values


@pytest.mark.parametrize(
    ("part", "index"),
    [("commitment", 0), ("commitment", 8), ("pause", 1), ("approval", 0), ("right", 2),
     ("period", 0), ("source", 1)],
)  # fmt: skip
@pytest.mark.usefixtures("world")
def test_an_entry_saved_as_it_was_drawn_says_nothing_else(part: str, index: int) -> None:
    admin = of("admin")
    draft = begun(admin)
    url = f"{draft}/{part}/{index}"

    answer = admin.post(url, fields_of(admin, url))

    assert answer.status_code == 302, answer.context["form"].errors
    assert "Nothing is said otherwise" in admin.get(f"{draft}/changes").content.decode()


@pytest.mark.usefixtures("world")
def test_the_settings_saved_as_they_were_drawn_say_nothing_else() -> None:
    admin = of("admin")
    draft = begun(admin)
    admin.post(f"{draft}/settings", fields_of(admin, f"{draft}/settings"))
    assert "Nothing is said otherwise" in admin.get(f"{draft}/changes").content.decode()


@pytest.mark.usefixtures("world")
def test_a_wrong_number_comes_back_at_its_field_with_what_was_typed() -> None:
    admin = of("admin")
    draft = begun(admin)
    url = f"{draft}/commitment/1"

    answer = admin.post(url, fields_of(admin, url) | {"amount": 0, "clause_zh": "两小时内"})

    assert answer.status_code == 422
    assert answer.context["form"].errors["amount"] == ["0 is too small: at least 1."]
    assert "两小时内" in answer.content.decode()


@pytest.mark.usefixtures("world")
def test_a_policy_goes_from_draft_to_force_by_three_people() -> None:
    admin, head, manager = of("admin"), of("head"), of("manager")
    draft = begun(admin)
    url = f"{draft}/commitment/1"
    admin.post(url, fields_of(admin, url) | {"amount": 2})
    shown = admin.get(f"{draft}/changes").content.decode()
    assert "First reply" in shown
    assert admin.post(f"{draft}/do/propose", {"reason": "calmer"}).status_code == 302
    assert "do/review" not in admin.get(draft).content.decode()
    assert head.post(f"{draft}/do/review", {"comment": "right"}).status_code == 302
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = manager.post(f"{draft}/do/approve", {"in_force_on": tomorrow.isoformat()})
    assert answer.status_code == 302
    for anybody in (admin, of("agent")):
        listed = anybody.get("/desk/policies").content.decode()
        assert f'href="{draft}"' in listed
        assert "from " in listed.split(f'href="{draft}"')[1].split("</div>")[0]

    then = datetime.combine(tomorrow, time(1), timezone.get_current_timezone())
    later = version_in_force(actor=SYSTEM, line_code="furniture", at=then)
    assert later.number == 2
    assert all_commitments(actor=SYSTEM, version_id=later.version_id)[1].amount == 2
    assert "calmer" in of("agent").get(draft).content.decode()


@pytest.mark.usefixtures("world")
def test_what_has_been_sent_back_says_why() -> None:
    admin, head = of("admin"), of("head")
    draft = begun(admin)
    admin.post(f"{draft}/commitment/1/move", {"way": "down", "seen": "old"})
    url = f"{draft}/pause/0"
    admin.post(url, fields_of(admin, url) | {"longest_days": 9})
    admin.post(f"{draft}/do/propose", {"reason": "shorter"})
    head.post(f"{draft}/do/send-back", {"reason": "too short"})
    assert "too short" in admin.get(draft).content.decode()


@pytest.mark.usefixtures("world")
def test_a_draft_is_for_who_may_see_it() -> None:
    draft = begun(of("admin"))
    agent = of("agent")
    assert agent.get(draft).status_code == 404
    assert agent.get(f"{draft}/commitment/0").status_code == 403
    assert agent.post("/desk/policies/packs/appliance/draft").status_code == 403
    assert of("auditor").get(draft).status_code == 200
    assert of("auditor").post(f"{draft}/do/drop").status_code == 403


@pytest.mark.usefixtures("world")
def test_an_entry_is_added_moved_and_taken_out() -> None:
    admin = of("admin")
    draft = begun(admin)
    seen = fields_of(admin, f"{draft}/source/new")["seen"]
    admin.post(f"{draft}/source/new", {"seen": seen, "zh": "内部通知", "en": "Own notice"})
    assert "Own notice" in admin.get(draft).content.decode()
    assert "Overlaps and gaps" not in admin.get(draft).content.decode()
    what_recycling_is_promised = f"{draft}/commitment/12"
    answer = admin.post(f"{what_recycling_is_promised}/remove")
    assert answer.status_code == 302
    page = admin.get(draft).content.decode()
    assert "Overlaps and gaps" in page
    assert "2 changes" in page


@pytest.mark.usefixtures("world")
def test_a_drawer_opened_from_an_outdated_page_takes_out_nothing_else() -> None:
    admin = of("admin")
    draft = begun(admin)
    shown = str(fields_of(admin, f"{draft}/source/new")["seen"])
    assert f'{draft}/commitment/11/remove?seen={shown}"' in admin.get(draft).content.decode()
    admin.post(f"{draft}/commitment/5/remove?seen={shown}")  # in another window

    answer = admin.post(f"{draft}/commitment/11/remove?seen={shown}")

    assert "Somebody changed this meanwhile" in answer.content.decode()
    assert "1 change<" in admin.get(draft).content.decode()


@pytest.mark.usefixtures("world")
def test_nobody_approves_another_wording_than_the_one_they_read() -> None:
    admin, head = of("admin"), of("head")
    draft = begun(admin)
    url = f"{draft}/commitment/1"
    admin.post(url, fields_of(admin, url) | {"amount": 2})
    admin.post(f"{draft}/do/propose", {"reason": "calmer"})
    (read,) = set(re.findall(r"do/review\?seen=(\w+)", head.get(draft).content.decode()))
    head.post(f"{draft}/do/send-back", {"reason": "no"})  # in another window
    admin.post(url, fields_of(admin, url) | {"amount": 9})
    admin.post(f"{draft}/do/propose", {"reason": "calmer still"})

    answer = head.post(f"{draft}/do/review?seen={read}", {"comment": "right"})

    assert "Somebody changed this meanwhile" in answer.content.decode()
    assert head.post(f"{draft}/do/review", {"comment": "right"}).status_code == 302


@pytest.mark.parametrize("what", ["commitment/99", "weather/0", "do/jump"])
@pytest.mark.usefixtures("world")
def test_what_is_not_in_a_draft_is_not_found(what: str) -> None:
    admin = of("admin")
    assert admin.get(f"{begun(admin)}/{what}").status_code == 404


@pytest.mark.usefixtures("world")
def test_a_pack_that_is_none_is_not_found() -> None:
    assert of("admin").post("/desk/policies/packs/moon/draft").status_code == 404
    assert version_in_force(actor=SYSTEM, line_code="furniture", at=FRIDAY).number == 1


@pytest.mark.usefixtures("world")
def test_the_version_in_force_leads_to_the_one_under_way_and_begins_no_other() -> None:
    admin = of("admin")
    draft = begun(admin)
    holds = version_in_force(actor=SYSTEM, line_code="furniture", at=FRIDAY).version_id

    shown = admin.get(f"/desk/policies/{holds}").content.decode()

    assert f'href="{draft}"' in shown
    assert "packs/furniture/draft" not in shown


@pytest.mark.usefixtures("world")
def test_programs_read_versions_and_what_they_change() -> None:
    admin = of("admin")
    draft = begun(admin)
    number = draft.rpartition("/")[2]
    url = f"{draft}/commitment/1"
    admin.post(url, fields_of(admin, url) | {"amount": 2})
    actor = actor_of_user(actor=SYSTEM, user_id=User.objects.get(username="admin").id)
    token = bearer(actor)
    asked = Client()

    cards = asked.get("/api/v1/packs/furniture/versions", headers=token).json()
    assert [(card["number"], card["state"]) for card in cards] == [(2, "draft"), (1, "in_force")]
    (change,) = asked.get(f"/api/v1/packs/versions/{number}/changes", headers=token).json()
    assert (change["change"], change["fields"]) == ("changed", ["amount"])
    said = asked.get(f"/api/v1/packs/versions/{number}", headers=token).json()
    assert said["parts"]["commitment"][1]["amount"] == 2


@pytest.mark.parametrize("until", ["9999-12-31", "0001-01-01", "x", ""])
@pytest.mark.usefixtures("world")
def test_a_trial_over_no_known_time_is_refused(until: str) -> None:
    admin = of("admin")
    answer = admin.post(f"{begun(admin)}/trials", {"since": "2026-01-01", "until": until})
    assert answer.status_code == 422


@pytest.mark.usefixtures("world")
def test_the_only_one_who_could_approve_does_not_review() -> None:
    admin, manager = of("admin"), of("manager")
    draft = begun(admin)
    url = f"{draft}/commitment/1"
    admin.post(url, fields_of(admin, url) | {"amount": 2})
    admin.post(f"{draft}/do/propose", {"reason": "calmer"})
    answer = manager.post(f"{draft}/do/review", {"comment": "right"})
    assert "Nobody else could approve it" in answer.content.decode()
    assert of("head").post(f"{draft}/do/review", {"comment": "right"}).status_code == 302
