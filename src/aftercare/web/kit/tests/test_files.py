"""Several files in one field, and what comes back of them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import ValidationError
from django.test import Client

from aftercare.web.kit.files import FilesField


def upload(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"text")


def test_a_field_takes_several_files_one_or_none() -> None:
    field = FilesField(most=2, required=False)
    assert [one.name for one in field.clean([upload("a.txt"), upload("b.txt")])] == [
        "a.txt",
        "b.txt",
    ]
    assert [one.name for one in field.clean(upload("a.txt"))] == ["a.txt"]
    assert field.clean(None) == []


def test_too_many_files_are_refused_at_once() -> None:
    with pytest.raises(ValidationError):
        FilesField(most=2).clean([upload(name) for name in "abc"])


@pytest.mark.django_db
def test_a_lost_customer_is_shown_the_way_to_the_case(client: Client) -> None:
    answer = client.get("/f/nonsense")
    assert answer.status_code == 404
    assert "/find" in answer.content.decode()
    assert "/desk/" not in answer.content.decode()
