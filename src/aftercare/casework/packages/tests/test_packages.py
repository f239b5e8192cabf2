"""An order of many packages is not settled while something of it is wrong (R-IN-10)."""

from datetime import timedelta

import pytest

from aftercare.casework.cases.queries import CaseBrief, holds_of
from aftercare.casework.packages.actions import NoPackages, mend_packages, note_packages
from aftercare.casework.packages.events import FaultSaid, OrderSaid, PackageSaid, order_of
from aftercare.casework.packages.queries import PackagesCard, packages_of
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid, NotFound
from tests import makers
from tests.makers import FRIDAY, Company, complaint

pytestmark = pytest.mark.django_db

LATER = FRIDAY + timedelta(hours=1)


@pytest.fixture(name="company")
def _company() -> Company:
    return makers.company()


def ordered(us: Company) -> CaseBrief:
    """Eight packages, the third missing, the fifth damaged, as said when it was taken down."""
    said = order_of(count=8, missing=[3], damaged=[5])
    return complaint(us.agent, category="logistics", product_line="furniture", packages=said).case


def note(us: Company, case: CaseBrief, *packages: PackageSaid, count: int | None = None) -> None:
    order = OrderSaid(count=count, packages=packages)
    note_packages(actor=us.agent, case_id=case.id, order=order, now=LATER)


def mend(us: Company, case: CaseBrief, *ids: int, **said: str) -> None:
    given = {"remedy": "sent_again", "reference": "SF-7"} | said
    mend_packages(actor=us.agent, case_id=case.id, fault_ids=ids, now=LATER, **given)


def card_of(case: CaseBrief) -> PackagesCard:
    card = packages_of(actor=SYSTEM, case=case)
    assert card
    return card


def open_ids(case: CaseBrief) -> list[int]:
    faults = [fault for row in card_of(case).packages for fault in row.faults]
    return [fault.id for fault in faults if fault.mended_at is None]


def test_an_order_is_taken_down_and_holds_the_case_until_all_is_mended(company: Company) -> None:
    case = ordered(company)
    card = card_of(case)
    assert (card.count, card.faults, card.still_wrong) == (8, {"missing": 1, "damaged": 1}, 2)

    first, second = open_ids(case)
    mend(company, case, first)
    held = holds_of(actor=SYSTEM, case=case)
    mend(company, case, second, remedy="repaired", reference="")

    assert held == ["packages"]
    assert holds_of(actor=SYSTEM, case=case) == []
    assert card_of(case).faults == {"missing": 1, "damaged": 1}, "what was wrong stays told"


def test_what_is_known_of_a_package_grows_and_nothing_is_told_twice(company: Company) -> None:
    case = ordered(company)
    wrong = FaultSaid(kind="wrong_size", pieces=2, note="柜门装不上")
    door = PackageSaid(number=5, contents="柜门板", batch_no="B2601", colour_no="W-12",
                       ordered_size="2400×600×18", faults=[wrong])  # fmt: skip
    note(company, case, door)
    note(company, case, PackageSaid(number=5, measured_size="239.8*60 cm", faults=[wrong]))

    card = card_of(case)
    assert (card.count, card.faults) == (8, {"missing": 1, "damaged": 1, "wrong_size": 1})
    five = card.packages[-1]
    assert (five.contents, five.batch_no, five.colour_no) == ("柜门板", "B2601", "W-12")
    assert five.measured_size == "2398×600"
    assert [fault.kind for fault in five.faults] == ["damaged", "wrong_size"]


def test_a_package_that_was_there_after_all_counts_as_no_fault(company: Company) -> None:
    case = ordered(company)
    mend(company, case, open_ids(case)[0], remedy="found", reference="")
    assert card_of(case).faults == {"damaged": 1}


WRONG = [
    ({"packages": [PackageSaid(number=9)]}, "number"),
    ({"packages": [PackageSaid(number=0)]}, "number"),
    ({"count": 4}, "number"),
    ({"count": 0}, "count"),
    ({"packages": [PackageSaid(number=1, ordered_size="大")]}, "ordered_size"),
]


def test_what_cannot_be_is_refused_at_its_field(company: Company) -> None:
    case = ordered(company)
    for said, field in WRONG:
        order = OrderSaid(**said)  # type: ignore[arg-type]
        with pytest.raises(Invalid) as refusal:
            note_packages(actor=company.agent, case_id=case.id, order=order, now=LATER)
        assert set(refusal.value.fields) == {field}, said
    with pytest.raises(Invalid) as refusal:
        mend(company, case, *open_ids(case), reference="")
    assert set(refusal.value.fields) == {"reference"}


def test_only_what_is_wrong_with_this_case_is_mended(company: Company) -> None:
    case, other = ordered(company), complaint(company.agent, phone="13900139000").case
    ids = open_ids(case)
    with pytest.raises(NoPackages):
        mend(company, other, *ids)
    mend(company, case, *ids)
    with pytest.raises(NoPackages):
        mend(company, case, *ids)
    with pytest.raises(NotFound):
        note_packages(actor=company.stranger, case_id=case.id, order=OrderSaid(count=9), now=LATER)
    with pytest.raises(Invalid):
        note(company, other, PackageSaid(number=1))
