"""Papers read on this machine: a PDF by its text, pictures by what the extra `[ocr]` sees in them.

What comes from outside is taken apart in a process of its own, which ends with its memory and
knows no key of ours: `python adapters.py pdf|picture` reads a paper and tells JSON.
"""

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

from PIL import Image

SECONDS, MEMORY = 180, 3 * 1024**3
MOST_PAGES, MOST_SCANS = 5, 2
MOST_PIXELS, LONG_SIDE, MOST_TEXT = 60_000_000, 2560, 20_000
LEAST_SIDE = 200
"""Of a picture in a PDF; smaller ones are seals and codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """`pages`: text, or else words with their places. `why`: a code of rules.Why."""

    pages: list[dict[str, Any]]
    pages_there: int
    why: str


def read_paper(content: bytes, *, is_pdf: bool, seconds: int = SECONDS) -> Paper:
    """The words on a paper; never an error, whatever it holds."""
    asked = [sys.executable, "-P", __file__, "pdf" if is_pdf else "picture"]
    known = {name: text for name, text in os.environ.items() if not name.startswith("AFTERCARE_")}
    try:
        done = subprocess.run(  # noqa: S603 - our own file, and nothing of the paper in the words
            asked, input=content, capture_output=True, timeout=seconds, check=False, env=known
        )
        said = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return Paper(pages=[], pages_there=0, why="too_long")
    except ValueError:
        return Paper(pages=[], pages_there=0, why="stopped")
    return Paper(**said)


# -- within the process of its own: nothing of the house is loaded here


def _told(kind: str, content: bytes) -> Paper:
    from pypdf.errors import PyPdfError

    try:
        return _pdf(content) if kind == "pdf" else _picture(content)
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, SyntaxError):
        return Paper(pages=[], pages_there=0, why="broken")
    except (Image.DecompressionBombError, RecursionError):
        return Paper(pages=[], pages_there=0, why="broken")


def _pdf(content: bytes) -> Paper:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        return Paper(pages=[], pages_there=0, why="encrypted")
    there = len(reader.pages)
    pages: list[dict[str, Any]] = []
    why, scans = "", 0
    for number in range(min(there, MOST_PAGES)):
        page = reader.pages[number]
        text = _text_of(page)
        if text.strip():
            pages.append({"text": text[:MOST_TEXT]})
            continue
        for picture in _scanned(page) if scans < MOST_SCANS else ():
            scans += 1
            if _may_see():
                pages.append({"boxes": _seen(picture)})
            else:
                why = "no_reader"
    return Paper(pages=pages, pages_there=there, why=why if not pages else "")


def _text_of(page: Any) -> str:
    """As it stands on the page where that can be told, else in the order of the file."""
    with contextlib.suppress(Exception):
        return str(page.extract_text(extraction_mode="layout"))
    return str(page.extract_text())


def _scanned(page: Any) -> Iterator[Image.Image]:
    """The largest picture of a page that has no text."""
    found = [image.image for image in page.images if image.image]
    large = [one for one in found if min(one.size) >= LEAST_SIDE]
    if large:
        yield max(large, key=lambda one: one.width * one.height)


def _picture(content: bytes) -> Paper:
    if not _may_see():
        return Paper(pages=[], pages_there=1, why="no_reader")
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
        return Paper(pages=[{"boxes": _seen(picture)}], pages_there=1, why="")


def _may_see() -> bool:
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@cache
def _eyes() -> Any:
    """The models lie within the package: nothing is fetched."""
    from rapidocr import RapidOCR

    threads = "EngineConfig.onnxruntime.intra_op_num_threads"
    return RapidOCR(params={"Global.log_level": "error", threads: 2})


def _seen(picture: Image.Image) -> list[list[Any]]:
    """Words with their places."""
    plain = picture.convert("RGB")
    plain.thumbnail((LONG_SIDE, LONG_SIDE))
    out, encode = io.BytesIO(), plain.save  # into memory: nothing is stored here
    encode(out, "PNG")
    found = _eyes()(out.getvalue())
    if found.boxes is None:
        return []
    return [
        [*(float(low(corner[axis] for corner in box)) for low, axis in _EDGES), str(text)]
        for box, text in zip(found.boxes, found.txts, strict=True)
    ]


_EDGES = ((min, 0), (min, 1), (max, 0), (max, 1))


def _bounded() -> None:
    """No more memory and time than a paper needs, where the system can hold to it."""
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main() -> None:
    """Tells of the paper that comes in; whatever libraries print goes elsewhere."""
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    _bounded()
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    paper = _told(sys.argv[1], sys.stdin.buffer.read())
    with answer:
        json.dump(asdict(paper), answer)


if __name__ == "__main__":
    main()
