"""What only some kinds of case have, on pages and by API; and what a closed matter hears."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from aftercare.casework.cases.models import Case
from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.conversation.models import Contact
from aftercare.casework.external.queries import matters_of
from aftercare.casework.intake.queries import follow_token
from aftercare.casework.packages.events import order_of
from aftercare.casework.packages.models import Fault
from aftercare.casework.relations.models import CaseLink
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.identity.actions import issue_own_token
from aftercare.foundation.identity.models import User
from tests.makers import FRIDAY, Company, complaint

pytestmark = pytest.mark.django_db


def desk(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(id=actor.user_id or 0))
    return client


def do(client: Client, case: CaseBrief, step: str, **said: object) -> int:
    return client.post(f"/desk/cases/{case.id}/do/{step}", said).status_code


def test_an_order_is_looked_at_and_mended_on_its_page(company: Company) -> None:
    case = complaint(company.agent, category="logistics", product_line="furniture").case
    client = desk(company.agent)
    assert do(client, case, "packages", packages_count=8, packages_missing="3",
              packages_damaged="9") == 422  # fmt: skip
    assert do(client, case, "packages", packages_count=8, packages_missing="3") == 302
    assert do(client, case, "package", number=5, kind="damaged", ordered_size="大") == 422
    assert do(client, case, "package", number=5, kind="damaged", pieces=2, colour_no="W-12",
              ordered_size="240*60cm") == 302  # fmt: skip
    page = client.get(f"/desk/cases/{case.id}").content.decode()
    assert "8 个包裹：缺失 1、破损 1" in page
    assert "2400×600" in page

    drawer = client.get(f"/desk/cases/{case.id}/do/mend-packages").content.decode()
    assert "checked" not in drawer
    assert "selected" not in drawer.replace('value="" selected', "")
    ids = list(Fault.objects.values_list("id", flat=True))
    assert do(client, case, "mend-packages", fault_ids=ids, remedy="sent_again") == 422
    assert do(client, case, "mend-packages", fault_ids=ids, remedy="sent_again",
              reference="SF-7") == 302  # fmt: skip
    told = client.get(f"/desk/cases/{case.id}").content.decode()
    assert "核对包裹：整件缺失（包裹 3）" in told
    assert "核对包裹：到货破损（包裹 5）" in told
    assert "包裹 3、5：已补发" in told
    assert "已全部处理" in client.get(f"/desk/cases/{case.id}").content.decode()
    assert do(desk(company.auditor), case, "packages", packages_count=8) == 403


@pytest.mark.parametrize(
    ("step", "field", "more"),
    [("follow", "lead_number", {}), ("link", "other_number", {"kind": "related"}),
     ("merge", "kept_number", {})],
)  # fmt: skip
def test_a_number_that_no_case_has_is_told_at_its_field(
    company: Company, step: str, field: str, more: dict[str, str]
) -> None:
    case = complaint(company.agent).case
    said = {field: "AS000000-99999", "version": case.version, **more}
    answer = desk(company.manager).post(f"/desk/cases/{case.id}/do/{step}", said)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_a_date_of_a_matter_that_is_left_empty_stays(company: Company) -> None:
    case = complaint(company.agent, category="service").case
    client = desk(company.agent)
    assert do(client, case, "external-open", body="court", reference="(2026)民初1",
              received_at="2026-01-09T09:00", answer_by="2026-01-20T17:00") == 302  # fmt: skip
    (matter,) = matters_of(actor=company.agent, case=case)
    assert do(client, case, "external-dates", matter_id=matter.id) == 422
    assert do(client, case, "external-dates", matter_id=matter.id,
              hearing_at="2026-02-02T09:30") == 302  # fmt: skip
    (after,) = matters_of(actor=company.agent, case=case)
    assert after.answer_by == matter.answer_by
    assert after.hearing_at


def test_a_customer_tells_of_packages_while_reporting(company: Company) -> None:
    said = {"kind": "complaint", "description": "衣柜少了一包。", "name": "张伟",
            "phone": "13800138000", "agreed": "on", "packages_count": "6"}  # fmt: skip
    assert company
    wrong = Client().post("/report", said | {"packages_missing": "门"})
    assert "3、5-7" in wrong.content.decode()
    answer = Client().post("/report", said | {"packages_missing": "2"}, follow=True)
    assert "6 个包裹：缺失 1" in answer.content.decode()


def test_a_program_tells_of_packages_with_the_case_and_later(company: Company) -> None:
    scopes = ["intake.register_case", "packages.*", "cases.see_cases"]
    token = issue_own_token(
        actor=company.agent, name="erp", scopes=scopes, expires_at=None, now=FRIDAY
    )
    headers = {"Authorization": f"Bearer {token.word}"}
    packages = {"count": 3, "packages": [{"number": 2, "faults": [{"kind": "missing"}]}]}
    body = {"channel": "api", "description": "少一包", "phone": "13800138000", "packages": packages}
    client = Client()
    made = client.post("/api/v1/cases", body, content_type="application/json", headers=headers)
    url = f"/api/v1/cases/{made.json()['case']['id']}/packages"
    card = client.get(url, headers=headers).json()
    assert (card["count"], card["still_wrong"]) == (3, 1)
    fault = card["packages"][0]["faults"][0]["id"]
    mended = {"fault_ids": [fault], "remedy": "found"}
    for status in (200, 409):
        answer = client.post(
            f"{url}/mending", mended, content_type="application/json", headers=headers
        )
        assert answer.status_code == status


def closed(us: Company, days_ago: int) -> CaseBrief:
    case = complaint(us.agent, packages=order_of(count=2)).case
    ended = timezone.now() - timedelta(days=days_ago)
    Case.objects.filter(id=case.id).update(stage="closed", resolved_at=ended, closed_at=ended)
    return case_brief(actor=SYSTEM, case_id=case.id)


def write(case: CaseBrief, text: str) -> str:
    token = follow_token(actor=SYSTEM, case_id=case.id)
    assert 'name="text"' in Client().get(f"/f/{token}").content.decode()
    client = Client()
    for _twice in range(2):
        answer = client.post(f"/f/{token}/message", {"text": text, "once": "a1"}, follow=True)
    return answer.content.decode()


def test_a_word_in_the_portal_takes_a_closed_matter_up_again(company: Company) -> None:
    case = closed(company, days_ago=2)
    shown = write(case, "又塌了。")
    assert case.number in shown
    found = Case.objects.get(id=case.id)
    assert (found.stage, found.reopened) == ("accepted", 1)
    assert Contact.objects.filter(case_id=case.id, text="又塌了。").count() == 1, "sent twice"


def test_thanks_in_the_portal_leave_a_matter_closed(company: Company) -> None:
    case = closed(company, days_ago=2)
    write(case, "谢谢！")
    assert Case.objects.get(id=case.id).stage == "closed"


def test_a_word_in_the_portal_after_the_days_is_a_new_matter_tied_to_the_old(
    company: Company,
) -> None:
    case = closed(company, days_ago=400)
    shown = write(case, "又塌了。")
    fresh = Case.objects.exclude(id=case.id).get()
    assert fresh.number in shown
    assert fresh.customer_id == case.customer_id
    assert Case.objects.get(id=case.id).stage == "closed"
    assert CaseLink.objects.filter(case_id=case.id, other_id=fresh.id, kind="repeat").exists()


def test_old_goods_are_taken_back_on_pages_and_certified_on_paper(company: Company) -> None:
    case = complaint(company.agent, kind="recycling", category="other", product_line="home").case
    client, token = desk(company.agent), follow_token(actor=SYSTEM, case_id=case.id)
    offer = {"goods": "双门冰箱", "condition": "working", "amount": "120"}
    collected = {"collected_at": "2026-01-10T10:00", "way": "fetched", "paid_by": "transfer"}
    assert "评估旧货" in client.get(f"/desk/cases/{case.id}").content.decode()
    assert do(client, case, "appraise", **offer) == 302
    assert "旧货回收报价" in Client().get(f"/f/{token}").content.decode()
    assert Client().get(f"/f/{token}/certificate.pdf").status_code == 404
    assert Client().post(f"/f/{token}/offer", {"agrees": "yes"}).status_code == 302
    assert Client().post(f"/f/{token}/offer", {"agrees": "yes"}).status_code == 422
    assert do(client, case, "collect", **collected) == 422, "how one can tell is missing"
    assert do(client, case, "collect", paid_reference="ZZ-1", **collected) == 302
    assert do(client, case, "certify", recycler="绿源再生", treatment="dismantled",
              cost_amount="130") == 302  # fmt: skip

    shown = client.get(f"/desk/cases/{case.id}").content.decode()
    assert "交有资质单位规范拆解" in shown
    for page in (f"/desk/cases/{case.id}/certificate.pdf", f"/f/{token}/certificate.pdf"):
        answer = client.get(page)
        assert answer.content.startswith(b"%PDF"), page


def test_care_is_planned_and_accepted_on_its_page(company: Company) -> None:
    case = complaint(company.agent, kind="care", category="other", product_line="appliance").case
    client = desk(company.agent)
    assert "服务项目与价格" in client.get(f"/desk/cases/{case.id}").content.decode()
    assert do(client, case, "plan-service", goods="空调") == 422
    assert do(client, case, "plan-service", goods="空调", price_amount="80", price_told="REC-1",
              tasks=["inside", "surface"]) == 302  # fmt: skip
    assert do(client, case, "accept-service", done=["surface"], how="signature",
              reference="QZ-1") == 422  # fmt: skip
    assert do(client, case, "accept-service", done=["surface", "inside"], how="signature",
              reference="QZ-1") == 302  # fmt: skip
    assert "客户已验收" in client.get(f"/desk/cases/{case.id}").content.decode()


def test_while_a_specialist_answers_only_the_specialist_is_led_to_the_answer(
    company: Company,
) -> None:
    case = complaint(company.agent, kind="consultation", product_line="appliance", level="two",
                     severity="C", owner_id=company.agent.staff_id).case  # fmt: skip
    assert do(desk(company.agent), case, "refer", question="能接逆变器吗？") == 302
    asker, specialist = (
        desk(one).get(f"/desk/cases/{case.id}").context for one in (company.agent, company.handler)
    )
    assert asker["answering"].id == company.handler.staff_id
    assert specialist["answering"] is None
    page = desk(company.agent).get(f"/desk/cases/{case.id}").content.decode()
    assert "作答；答复退回提问人后" in page
    own = page[page.index('id="next-step"') :].partition("</section>")[0]
    assert own.index("<details") < own.index("<form")
