"""What a file is, judged by its content, and whether we take it."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MB = 1024 * 1024
HEAD = 4096
LONGEST_NAME = 120
LONG_SIDE, THUMBNAIL_SIDE = 2560, 480
MOST_PIXELS = 60_000_000
MOST_UNPACKED = 300 * MB


class Form(StrEnum):
    PICTURE = "picture"
    FILM = "film"
    SOUND = "sound"
    DOCUMENT = "document"
    TABLE = "table"
    TEXT = "text"


class Fault(StrEnum):
    EMPTY = "empty"
    UNKNOWN = "unknown"
    DANGEROUS = "dangerous"
    HEIC = "heic"
    MACROS = "macros"
    BOMB = "bomb"
    BROKEN = "broken"
    TOO_LARGE = "too_large"


LIMITS = {
    Form.PICTURE: 25 * MB,
    Form.FILM: 200 * MB,
    Form.SOUND: 50 * MB,
    Form.DOCUMENT: 25 * MB,
    Form.TABLE: 25 * MB,
    Form.TEXT: 10 * MB,
}


@dataclass(frozen=True, slots=True)
class Kind:
    form: Form
    mime: str
    suffix: str


JPEG = Kind(Form.PICTURE, "image/jpeg", "jpg")
PNG = Kind(Form.PICTURE, "image/png", "png")
WEBP = Kind(Form.PICTURE, "image/webp", "webp")
PDF = Kind(Form.DOCUMENT, "application/pdf", "pdf")
MP4 = Kind(Form.FILM, "video/mp4", "mp4")
MOV = Kind(Form.FILM, "video/quicktime", "mov")
M4A = Kind(Form.SOUND, "audio/mp4", "m4a")
MP3 = Kind(Form.SOUND, "audio/mpeg", "mp3")
WAV = Kind(Form.SOUND, "audio/wav", "wav")
AMR = Kind(Form.SOUND, "audio/amr", "amr")
XLSX = Kind(Form.TABLE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
XLS = Kind(Form.TABLE, "application/vnd.ms-excel", "xls")
CSV = Kind(Form.TABLE, "text/csv", "csv")
TXT = Kind(Form.TEXT, "text/plain", "txt")

DANGEROUS = frozenset(
    re.findall(
        r"\w+",
        "exe com bat cmd scr pif msi msp dll cpl jar js jse vbs vbe ws wsf wsh hta ps1 psm1 sh lnk"
        " url reg inf apk ipa app dmg pkg deb rpm iso img php asp aspx jsp html htm xhtml shtml"
        " mhtml svg svgz xml swf xlsm xlsb docm pptm",
    )
)
_INLINE = frozenset({Form.PICTURE, Form.FILM, Form.SOUND})
_MARKUP = re.compile(
    rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|\?xml|\?php)", re.IGNORECASE
)
_BOOK = "Workbook".encode("utf-16-le"), "Book".encode("utf-16-le")
_STARTS = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"ID3", MP3),
    (b"\xff\xfb", MP3),
    (b"\xff\xf3", MP3),
    (b"#!AMR", AMR),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", XLS),
)
_RIFF = {b"WEBP": WEBP, b"WAVE": WAV}
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")


def kind_of(head: bytes, name: str) -> Kind | Fault:
    """By the first bytes (HEAD of them suffice, but for tables the whole content does)."""
    if not head:
        return Fault.EMPTY
    if set(name.lower().split(".")[1:]) & DANGEROUS:
        return Fault.DANGEROUS
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    return _container(head) or _text(head, name)


def _container(head: bytes) -> Kind | Fault | None:
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], Fault.UNKNOWN)
    if head[4:8] == b"ftyp":
        return _film(head[8:12])
    if b"%PDF-" in head[:1024]:
        return PDF
    return XLSX if head.startswith(b"PK\x03\x04") else None


def _film(brand: bytes) -> Kind | Fault:
    if brand in _HEIC:
        return Fault.HEIC
    if brand.startswith(b"M4A"):
        return M4A
    return MOV if brand.startswith(b"qt") else MP4


def _text(head: bytes, name: str) -> Kind | Fault:
    if _MARKUP.search(head[:HEAD]):
        return Fault.DANGEROUS
    if b"\x00" in head or not _readable(head):
        return Fault.UNKNOWN
    return CSV if name.lower().endswith(".csv") else TXT


def _readable(head: bytes) -> bool:
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):  # the head may end in the middle of a character
            try:
                text = head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            odd = sum(unicodedata.category(c) == "Cc" and c not in "\r\n\t" for c in text)
            return odd * 50 <= len(text)
    return False


def table_fault(content: bytes, kind: Kind) -> Fault | None:
    """What only the whole of a workbook tells: macros, a bomb, something else in disguise."""
    if kind is XLS:
        return None if any(book in content for book in _BOOK) else Fault.UNKNOWN
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return Fault.BROKEN
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        return Fault.UNKNOWN
    if any(name.endswith("vbaProject.bin") for name in names):
        return Fault.MACROS
    return Fault.BOMB if sum(entry.file_size for entry in entries) > MOST_UNPACKED else None


def clean_name(name: str, kind: Kind) -> str:
    """Without folders and invisible signs, ending as the content says."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    stem, _dot, suffix = shown.strip(" .").rpartition(".")
    same = suffix.lower() == kind.suffix or (kind is JPEG and suffix.lower() == "jpeg")
    stem = (stem if stem and (same or len(suffix) <= 5) else shown).strip(" .") or "file"  # noqa: PLR2004
    return f"{stem[:LONGEST_NAME]}.{kind.suffix}"


def may_show_inline(mime: str) -> bool:
    """Pictures, films and sound may open in the page; all else is only downloaded."""
    return any(mime == kind.mime and kind.form in _INLINE for kind in _ALL)


_ALL = (JPEG, PNG, WEBP, PDF, MP4, MOV, M4A, MP3, WAV, AMR, XLSX, XLS, CSV, TXT)


LOOK_SIDE = 8
KEPT_OF_LOOKS = (1.0, 0.9, 0.8)  # of a side: the whole picture, and without its edges
ALIKE = 7  # of 64 signs: fewer differ between two prints of one picture (tests/test_looks.py)
LEAST_SIGNS = 8  # a print with fewer signs, or as few missing, is of a plain surface
_SIGNED, _WRAP = 1 << 63, 1 << 64


def look_of(grey: Sequence[int]) -> int:
    """64 signs from 9 × 8 fields of grey, as a signed number of 64 bits."""
    signs = 0
    for row in range(LOOK_SIDE):
        start = row * (LOOK_SIDE + 1)
        for at in range(start, start + LOOK_SIDE):
            signs = signs << 1 | (grey[at] > grey[at + 1])
    return signs - _WRAP if signs >= _SIGNED else signs


def apart(one: int, other: int) -> int:
    """How many signs differ."""
    return ((one ^ other) % _WRAP).bit_count()


def says_something(look: int) -> bool:
    signs = (look % _WRAP).bit_count()
    return LEAST_SIGNS <= signs <= LOOK_SIDE * LOOK_SIDE - LEAST_SIGNS
