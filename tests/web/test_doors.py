"""No URL without its row: who may open what, and what the others are told."""

import os

import pytest
from django.db import transaction

from tests.makers import Company
from tests.web import doors

NAMES = dict(doors.names())
PARTS = 8


def test_every_url_has_its_row_and_every_row_its_url() -> None:
    assert {name for name, _method in doors.kept()} == set(NAMES)


def test_no_row_keeps_a_fault() -> None:
    assert not [key for key, answers in doors.kept().items() if "500" in answers]


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.django_db
def test_every_door_opens_to_whom_it_should(part: int, company: Company) -> None:
    """In parts, so that no process is left alone with all of them."""
    ids, sessions = doors.world(company), doors.sessions(company)
    found = {}
    for name in sorted(NAMES)[part::PARTS]:
        url = doors.address(name, NAMES[name], ids)
        for method in ("GET", "POST"):
            answers = []
            for role in doors.ROLES:
                with transaction.atomic():
                    answers.append(str(doors.status(url, method, sessions[role])))
                    transaction.set_rollback(True)
            found[name, method] = answers
    if os.environ.get("AFTERCARE_WRITE_DOORS"):
        standing = {key: said for key, said in doors.kept().items() if key[0] in NAMES}
        doors.keep(standing | found)
    different = {key: (doors.kept().get(key), said) for key, said in found.items()}
    assert not {key: both for key, both in different.items() if both[0] != both[1]}
