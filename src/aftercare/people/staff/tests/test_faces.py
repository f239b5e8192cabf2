"""The picture on a badge goes with the person, and with the one that takes its place."""

import io

import pytest
from PIL import Image

from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.files.actions import store_file
from aftercare.foundation.files.models import StoredFile
from aftercare.people.staff.actions import release_member, show_own_face
from aftercare.people.staff.queries import faces
from tests.makers import FRIDAY, company, person

pytestmark = pytest.mark.django_db


def pictured(actor: Actor, color: str) -> int:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), color).save(out, "JPEG")
    file = store_file(actor=actor, name="me.jpg", content=out.getvalue(), now=FRIDAY).id
    show_own_face(actor=actor, file_id=file, now=FRIDAY)
    return file


def kept(*files: int) -> list[bool]:
    return [StoredFile.objects.filter(id=file).exists() for file in files]


def test_the_picture_on_the_badge_goes_when_the_colleague_leaves() -> None:
    mine = person("tech", "罗工", "technician", company().east, on_call=False)
    first = pictured(mine, "navy")
    second = pictured(mine, "white")
    assert kept(first, second) == [False, True]
    release_member(actor=SYSTEM, member_id=mine.staff_id or 0, now=FRIDAY)
    assert kept(second) == [False]
    assert faces(actor=SYSTEM, ids=[mine.staff_id or 0]) == {}


def test_a_picture_taken_off_the_badge_is_not_kept() -> None:
    mine = person("tech", "罗工", "technician", company().east, on_call=False)
    file = pictured(mine, "navy")
    show_own_face(actor=mine, file_id=file, now=FRIDAY)
    assert kept(file) == [True]
    show_own_face(actor=mine, file_id=None, now=FRIDAY)
    assert kept(file) == [False]
