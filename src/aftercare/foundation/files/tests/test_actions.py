"""Taking files in and handing them out."""

import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.files import actions, queries

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def photo(form: str = "JPEG", size: tuple[int, int] = (3000, 2000), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, form, **options)
    return out.getvalue()


def content_of(file_id: int, *, thumbnail: bool = False) -> bytes:
    opened = queries.open_file(actor=SYSTEM, file_id=file_id, thumbnail=thumbnail)
    with opened.stream as stream:
        return bytes(stream.read())


def test_a_picture_is_kept_smaller_upright_and_without_what_the_camera_added() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera of somebody"
    brief = actions.store_file(actor=SYSTEM, name="x.jpg", content=photo(exif=exif), now=NOW)

    kept = Image.open(io.BytesIO(content_of(brief.id)))
    assert kept.size == (brief.width, brief.height) == (1707, 2560)
    assert not dict(kept.getexif())
    assert b"Camera of somebody" not in content_of(brief.id)
    small = Image.open(io.BytesIO(content_of(brief.id, thumbnail=True)))
    assert max(small.size) == 480
    assert brief.inline
    assert brief.has_thumbnail


def test_the_same_content_lies_in_the_storage_once() -> None:
    first = actions.store_file(actor=SYSTEM, name="a.png", content=photo("PNG"), now=NOW)
    second = actions.store_file(
        actor=SYSTEM, name="b.png", content=io.BytesIO(photo("PNG")), now=NOW
    )
    assert first.id != second.id
    assert first.sha256 == second.sha256
    assert content_of(first.id) == content_of(second.id)


def test_a_document_is_kept_as_it_is_and_never_opens_in_the_page() -> None:
    brief = actions.store_file(actor=SYSTEM, name="发票.pdf", content=b"%PDF-1.7 x", now=NOW)
    assert content_of(brief.id) == b"%PDF-1.7 x"
    assert not brief.inline
    with pytest.raises(NotFound):
        queries.open_file(actor=SYSTEM, file_id=brief.id, thumbnail=True)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe0 no picture"),
        ("a.exe", b"MZ"),
        ("a.html", b"<html>"),
        ("a.jpg", b""),
        ("a.xlsx", b"PK\x03\x04 nothing"),
    ],
)
def test_what_is_not_taken_is_refused_with_a_sentence_and_leaves_nothing(
    name: str, content: bytes
) -> None:
    with pytest.raises(Invalid) as refused:
        actions.store_file(actor=SYSTEM, name=name, content=content, now=NOW)
    assert name in str(refused.value)
    assert "file" in refused.value.fields
    assert not queries.file_briefs(actor=SYSTEM, ids=range(1, 1000))


def test_a_file_larger_than_its_kind_may_be_is_refused() -> None:
    with pytest.raises(Invalid, match="10 MB"):
        actions.store_file(actor=SYSTEM, name="a.txt", content=b"a" * 11_000_000, now=NOW)


def test_a_missing_file_is_not_found() -> None:
    with pytest.raises(NotFound):
        queries.open_file(actor=SYSTEM, file_id=1)
