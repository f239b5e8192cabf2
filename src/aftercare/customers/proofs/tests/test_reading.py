"""Real papers in the process that takes them apart; whatever comes in, it never falls over."""

import io
import zlib
from datetime import date
from importlib.util import find_spec
from typing import Literal

import pytest
import typst
from PIL import Image
from pypdf import PdfReader, PdfWriter

from aftercare.customers.proofs.actions import _text_of
from aftercare.customers.proofs.adapters import MOST_PAGES, Paper, read_paper
from aftercare.customers.proofs.rules import proposals

SEES = find_spec("rapidocr") is not None
PAPER = """#set page(width: 190mm, height: 100mm)
#set text(font: ("Noto Sans CJK SC", "Noto Serif CJK SC"), size: 10pt)
电子发票（普通发票） #h(1fr) 开票日期：2025年11月20日

销售方　名称：南京云栖家用电器有限公司

价税合计（大写）肆仟元整　（小写）¥4000.00

备注　订单号：286134557788　序列号：SN20251120A001
"""


def drawn(form: Literal["pdf", "png"]) -> bytes:
    return typst.compile(PAPER.encode(), format=form, ppi=150)


def written(pages: PdfWriter) -> bytes:
    out = io.BytesIO()
    pages.write(out)
    return out.getvalue()


def told(paper: Paper) -> dict[str, object]:
    text = "\n".join(_text_of(page) for page in paper.pages)
    return {key.value: one.value for key, one in proposals(text, date(2026, 1, 9)).items()}


def test_an_invoice_as_a_pdf_is_read() -> None:
    paper = read_paper(drawn("pdf"), is_pdf=True)
    assert (paper.why, paper.pages_there) == ("", 1)
    found = told(paper)
    assert found["channel"] == "南京云栖家用电器有限公司"
    assert found["purchased_on"] == date(2025, 11, 20)
    assert str(found["paid_amount"]) == "4000.00"
    assert (found["order_no"], found["serial"]) == ("286134557788", "SN20251120A001")


def test_a_pdf_with_a_password_says_so_and_one_that_only_forbids_copying_is_read() -> None:
    locked = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn("pdf"))))
    locked.encrypt("geheim", algorithm="AES-256")
    assert read_paper(written(locked), is_pdf=True).why == "encrypted"
    bound = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn("pdf"))))
    bound.encrypt("", "owner", algorithm="AES-256")
    assert told(read_paper(written(bound), is_pdf=True))["order_no"] == "286134557788"


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4 and then nothing",
        b"",
        b"\x00" * 1000,
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj\ntrailer<</Root 1 0 R>>",
    ],
)
def test_what_is_no_pdf_is_told_to_be_damaged(content: bytes) -> None:
    assert read_paper(content, is_pdf=True).why == "broken"


def test_a_pdf_of_five_thousand_pages_is_read_as_far_as_it_matters() -> None:
    many = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn("pdf"))))
    for _number in range(4999):
        many.add_blank_page(100, 100)
    paper = read_paper(written(many), is_pdf=True)
    assert (paper.why, paper.pages_there) == ("", 5000)
    assert len(paper.pages) <= MOST_PAGES
    assert told(paper)["serial"] == "SN20251120A001"


def test_a_pdf_that_unpacks_to_a_flood_ends_with_its_process() -> None:
    flood = zlib.compress(b"(x) Tj " * 40_000_000, 9)
    content = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R"
        b"/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<>>>>endobj\n4 0 obj<</Filter/FlateDecode"
        b"/Length " + str(len(flood)).encode() + b">>stream\n" + flood
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )  # fmt: skip
    assert not read_paper(content, is_pdf=True).pages


def test_what_takes_too_long_is_ended() -> None:
    assert read_paper(drawn("pdf"), is_pdf=True, seconds=0).why == "too_long"


@pytest.mark.skipif(SEES, reason="the extra [ocr] is installed")
def test_without_the_extra_pictures_and_scans_say_that_nobody_can_read_them() -> None:
    assert read_paper(drawn("png"), is_pdf=False).why == "no_reader"
    assert read_paper(scanned(), is_pdf=True).why == "no_reader"


@pytest.mark.skipif(not SEES, reason="needs the extra [ocr]")
def test_photos_and_scans_are_read() -> None:
    for paper in (read_paper(drawn("png"), is_pdf=False), read_paper(scanned(), is_pdf=True)):
        found = told(paper)
        assert found["purchased_on"] == date(2025, 11, 20)
        assert found["order_no"] == "286134557788"
        assert str(found["paid_amount"]) == "4000.00"


def scanned() -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(drawn("png"))).convert("RGB").save(out, "PDF")
    return out.getvalue()
