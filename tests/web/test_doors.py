"""No URL without its row: who may open what, and what the others are told."""

import os

import pytest
from django.db import transaction

from tests.makers import Company
from tests.web import doors

NAMES = dict(doors.names())


def test_every_url_has_its_row_and_every_row_its_url() -> None:
    assert {name for name, _method in doors.kept()} == set(NAMES)


def test_no_row_keeps_a_fault() -> None:
    assert not [key for key, answers in doors.kept().items() if "500" in answers]


@pytest.mark.django_db
def test_every_door_opens_to_whom_it_should(company: Company) -> None:
    ids, sessions = doors.world(company), doors.sessions(company)
    found = {}
    for name, pattern in NAMES.items():
        url = doors.address(name, pattern, ids)
        for method in ("GET", "POST"):
            answers = []
            for role in doors.ROLES:
                with transaction.atomic():
                    answers.append(str(doors.status(url, method, sessions[role])))
                    transaction.set_rollback(True)
            found[name, method] = answers
    if os.environ.get("AFTERCARE_WRITE_DOORS"):
        lines = ["\t".join(["url", "method", *doors.ROLES])]
        lines += ["\t".join([*key, *answers]) for key, answers in sorted(found.items())]
        doors.TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    different = {key: (doors.kept().get(key), said) for key, said in found.items()}
    assert not {key: both for key, both in different.items() if both[0] != both[1]}
