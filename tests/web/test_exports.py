"""Long lists become files in the background, for whoever asked and for a week."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from aftercare.casework.exports import actions, jobs
from aftercare.casework.exports.models import Export
from aftercare.casework.exports.queries import Wanted, exports
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.queries import history
from aftercare.foundation.errors import NotAllowed, NotFound
from aftercare.foundation.files.models import StoredFile
from aftercare.foundation.identity.actions import issue_own_token
from aftercare.foundation.identity.models import User
from aftercare.foundation.notices.queries import notices_of
from aftercare.web.desk import exports as pages
from tests import makers
from tests.makers import FRIDAY, Company

pytestmark = pytest.mark.django_db
CUSTOMERS = Wanted(what="customers", words={})
SCOPES = ["exports.*", "views.export_cases", "cases.see_cases"]
WANTED = Wanted(what="cases", words={})


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(id=actor.user_id))
    return client


def lines_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_long_list_is_written_meanwhile_and_fetched_by_whoever_asked(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "AT_HAND_MOST", 1)
    for number in range(3):
        makers.complaint(company.agent, phone=f"1390000000{number}", name="李雷雷")
    head = signed_in(company.head)
    answer = head.post("/desk/cases/export?open=yes&q=李雷雷", {"form": "csv"})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/exports")
    row = Export.objects.get()
    assert head.get(f"/desk/exports/{row.id}").status_code == 409
    jobs.write_export(row.id)
    page = head.get("/desk/exports").content.decode()
    assert f"/desk/exports/{row.id}" in page
    lines = lines_of(b"".join(head.get(f"/desk/exports/{row.id}").streaming_content))
    assert [line[3] for line in lines[1:]] == [f"139****000{n}" for n in (0, 1, 2)]
    row.refresh_from_db()
    assert (row.state, row.done, row.wanted) == ("done", 3, "")
    (notice,) = (n for n in notices_of(actor=company.head).rows if n.link == "/desk/exports")
    assert "3" in notice.text
    assert signed_in(company.manager).get(f"/desk/exports/{row.id}").status_code == 404
    chain = history(actor=SYSTEM, subject=f"export:{row.id}").rows
    assert {e.verb for e in chain} == {"export.requested", "export.written", "export.fetched"}
    with pytest.raises(NotFound):
        actions.fetch_export(actor=company.manager, export_id=row.id, now=FRIDAY)


def test_the_interface_asks_for_a_file_and_fetches_it_until_it_expires(company: Company) -> None:
    makers.complaint(company.agent)
    issued = issue_own_token(actor=company.head, name="t", scopes=SCOPES, expires_at=None,
                             now=FRIDAY)  # fmt: skip
    client = Client(headers={"Authorization": f"Bearer {issued.word}"})
    body = json.dumps({"what": "cases", "form": "xlsx"})
    asked = client.post("/api/v1/exports", body, "application/json").json()
    jobs.write_export(asked["id"])
    (told,) = client.get("/api/v1/exports").json()
    assert (told["state"], told["done"]) == ("done", 1)
    answer = client.get(f"/api/v1/exports/{asked['id']}/file")
    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    later = Export.objects.get().expires_at
    assert later is not None
    assert actions.expire_exports(actor=SYSTEM, now=later - timedelta(seconds=1)) == 0
    assert actions.expire_exports(actor=SYSTEM, now=later) == 1
    assert not StoredFile.objects.exists()
    assert client.get(f"/api/v1/exports/{asked['id']}/file").status_code == 409


def test_grants_are_asked_when_asking_and_when_writing(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"form": "csv", "language": "en", "now": FRIDAY, "inline": True}
    with pytest.raises(NotAllowed):
        actions.request_export(actor=company.agent, wanted=WANTED, **given)
    with pytest.raises(NotAllowed):
        actions.request_export(actor=company.head, wanted=CUSTOMERS, **given)
    brief = actions.request_export(actor=company.head, wanted=WANTED, **given)
    powerless = replace(company.head, grants=frozenset())
    monkeypatch.setattr(jobs, "actor_of_user", lambda **_: powerless)
    jobs.write_export(brief.id)
    (row,) = exports(actor=company.head)
    assert row.state == "failed"
    assert row.failure
    jobs.write_export(brief.id)  # once more changes nothing
