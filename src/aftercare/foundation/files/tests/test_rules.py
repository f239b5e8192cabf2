"""A file is what its content says."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.foundation.files import rules
from aftercare.foundation.files.rules import Fault, kind_of


def packed(*names: str, size: int = 1) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name in names:
            book.writestr(name, b"0" * size)
    return out.getvalue()


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"\xff\xd8\xff\xe0" + b"0" * 20, "a.jpg", rules.JPEG),
        (b"\xff\xd8\xff\xe0" + b"0" * 20, "really-a-photo.pdf", rules.JPEG),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 20, "a.png", rules.PNG),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a.webp", rules.WEBP),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "a.wav", rules.WAV),
        (b"%PDF-1.7\n", "invoice.pdf", rules.PDF),
        (b"\x00\x00\x00\x18ftypmp42", "film.mp4", rules.MP4),
        (b"\x00\x00\x00\x14ftypqt  ", "film.mov", rules.MOV),
        (b"\x00\x00\x00\x18ftypM4A ", "call.m4a", rules.M4A),
        (b"ID3\x04", "call.mp3", rules.MP3),
        (b"PK\x03\x04" + b"\x00" * 10, "orders.xlsx", rules.XLSX),
        ("姓名,电话\n张三,138".encode("gb18030"), "a.csv", rules.CSV),
        ("漏水了".encode(), "note.txt", rules.TXT),
        (b"\x00\x00\x00\x18ftypheic", "IMG_1.heic", Fault.HEIC),
        (b"", "a.jpg", Fault.EMPTY),
        (b"MZ\x90\x00", "setup.exe", Fault.DANGEROUS),
        (b"MZ\x90\x00", "a.jpg", Fault.UNKNOWN),
        (b"\xff\xd8\xff\xe0", "photo.exe", Fault.DANGEROUS),
        (b"\xff\xd8\xff\xe0", "photo.exe.jpg", Fault.DANGEROUS),
        (b"%PDF-1.7", "invoice.pdf.js", Fault.DANGEROUS),
        (b"<svg xmlns='x'>", "a.png", Fault.DANGEROUS),
        (b"  <!DOCTYPE html><script>", "a.txt", Fault.DANGEROUS),
        (b"\x01\x02\x03\x04\x05", "a.bin", Fault.UNKNOWN),
    ],
)
def test_content_decides(head: bytes, name: str, kind: rules.Kind | Fault) -> None:
    assert kind_of(head, name) == kind


@pytest.mark.parametrize("cut", range(1, 8))
def test_a_text_cut_in_the_middle_of_a_character_is_still_a_text(cut: int) -> None:
    assert kind_of("漏水漏水".encode()[: 4 + cut], "a.txt") == rules.TXT


def test_a_workbook_is_opened_before_it_is_believed() -> None:
    assert rules.table_fault(packed("xl/workbook.xml"), rules.XLSX) is None
    assert rules.table_fault(packed("word/document.xml"), rules.XLSX) is Fault.UNKNOWN
    assert rules.table_fault(b"PK\x03\x04broken", rules.XLSX) is Fault.BROKEN
    assert rules.table_fault(b"\xd0\xcf no book", rules.XLS) is Fault.UNKNOWN
    macros = packed("xl/workbook.xml", "xl/vbaProject.bin")
    assert rules.table_fault(macros, rules.XLSX) is Fault.MACROS


def test_a_workbook_that_swells_beyond_measure_is_refused() -> None:
    bomb = packed("xl/workbook.xml", "xl/a", size=rules.MOST_UNPACKED // 2 + 1)
    assert rules.table_fault(bomb, rules.XLSX) is Fault.BOMB


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("漏水.jpg", "漏水.jpg"),
        ("漏水.JPEG", "漏水.jpg"),
        ("../../etc/passwd.png", "passwd.jpg"),
        ("C:\\photos\\a.png", "a.jpg"),
        ("a\u202egnp.exe\x00", "agnp.jpg"),
        ("", "file.jpg"),
        ("...", "file.jpg"),
        ("2026.11.22", "2026.11.jpg"),
    ],
)
def test_a_name_is_cleaned_and_ends_as_the_content_says(name: str, shown: str) -> None:
    assert rules.clean_name(name, rules.JPEG) == shown


@given(st.text(max_size=300))
def test_a_cleaned_name_holds_no_folder_and_is_not_long(name: str) -> None:
    cleaned = rules.clean_name(name, rules.PDF)
    assert not set(cleaned) & {"/", "\\", "\x00"}
    assert cleaned.endswith(".pdf")
    assert len(cleaned) <= rules.LONGEST_NAME + 4


@given(st.binary(max_size=200), st.text(max_size=40))
def test_judging_never_fails(head: bytes, name: str) -> None:
    kind_of(head, name)


def test_only_pictures_films_and_sound_open_in_the_page() -> None:
    assert rules.may_show_inline("image/jpeg")
    assert not rules.may_show_inline("application/pdf")
    assert not rules.may_show_inline("text/html")
