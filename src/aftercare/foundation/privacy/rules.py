"""Personal data without a database: indexes that tell nothing, and masks that tell enough."""

import hmac
import re
import unicodedata
from collections.abc import Collection

TAIL = 4
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s()\-]+(?=\d)")
COMPOUND = frozenset(
    re.findall(
        "..",
        "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容"
        "仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良漆雕乐正宰父谷梁拓跋夹谷轩辕令狐"
        "段干百里呼延东郭南门羊舌微生梁丘左丘东门西门第五歐陽司馬諸葛尉遲赫連鍾離長孫軒轅",
    )
)
# A phone in normal form: the digits of an extension stand behind those of the number.
_AREA = r"0(?:10|2\d|[3-9]\d{2})"
_PHONE = re.compile(
    rf"1[3-9]\d{{9}}(?:\d{{3,6}})?"  # mobile
    rf"|{_AREA}[1-9]\d{{6,7}}(?:\d{{1,6}})?|[2-8]\d{{6,7}}"  # landline; nearby without area code
    rf"|[48]00\d{{7}}(?:\d{{1,6}})?"
    rf"|\+[1-9]\d{{6,14}}"  # abroad
)
_LANDLINE = re.compile(rf"({_AREA})([1-9]\d{{6,}})")
HIDDEN = 4
_LOCALITY = re.compile(
    r"^\s*(?:\S{2,8}?(?:省|自治区|特别行政区))?\s*"
    r"(?:\S{1,10}?(?:自治州|地区|盟|市))?\s*(?:\S{1,10}?(?:自治县|自治旗|新区|区|县|旗|市))?"
)


def names_one_of(text: str, marks: Collection[str]) -> bool:
    """Whether a text names a person by one of these: names, numbers as digits, mail addresses.

    A number is found with the blanks and dashes of people in it, but not within a longer one; a
    name of two signs stands alone, as "王芳" in a cell, for it may be part of something else.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    digits = _BETWEEN_DIGITS.sub("", plain)
    for mark in filter(None, (unicodedata.normalize("NFKC", one).casefold() for one in marks)):
        if mark.lstrip("+").isdigit():
            if re.search(rf"(?<!\d)(?:(?:00)?86)?{mark.lstrip('+')}(?!\d)", digits):
                return True
        elif len(mark) > len("王芳"):
            if mark in plain:
                return True
        elif re.search(rf"(?<!\w){re.escape(mark)}(?!\w)", plain):
            return True
    return False


def blind_index(value: str, key: bytes) -> bytes:
    """HMAC-SHA256, cut to 16 bytes: equal values meet, nobody without the key can try them out."""
    return hmac.digest(key, value.encode(), "sha256")[:16]


def normal_phone(text: str) -> str:
    """Digits only, without China's prefix; other countries keep theirs behind a plus.

    "+86 138-0013-8000", "００８６１３８…" and "138 0013 8000" are one number; "" has no digits.
    A landline keeps its area code as written ("021-5555 6666" is 02155556666).
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    digits = "".join(c for c in plain if c.isascii() and c.isdigit())
    abroad = plain.lstrip("( ").startswith("+")
    if not abroad and digits.startswith("00") and len(digits) > len("00861234567"):
        abroad, digits = True, digits[2:]
    if abroad:
        return _home(digits) if digits.startswith("86") else f"+{digits}" if digits else ""
    if len(digits) == len("8613800138000") and digits.startswith("861"):
        return digits[2:]
    return digits


def _home(digits: str) -> str:
    """+86 21 5555 6666 is dialled 021… inside the country; a mobile number needs no zero."""
    local = digits.removeprefix("86")
    mobile = len(local) == len("13800138000") and local.startswith("1")
    service = local.startswith(("400", "800"))
    if not local or mobile or service or local.startswith("0"):
        return local
    return f"0{local}"


def is_phone(normal: str) -> bool:
    """Whether a number in normal form can be one that is called: the one rule for every entrance.

    A mobile number, a landline, a 400 or 800 number, one of another country behind a plus.
    """
    return _PHONE.fullmatch(normal) is not None


def phone_tail(text: str) -> str:
    """The last four digits of the normal form; "" where there are fewer than seven in all."""
    digits = normal_phone(text).removeprefix("+")
    return digits[-TAIL:] if len(digits) >= len("5551234") else ""


def mask_phone(text: str) -> str:
    """138****8000, 0571****6666; of a short number only its end, never over half of it.

    A landline keeps its area code.
    """
    plain = normal_phone(text)
    if landline := _LANDLINE.fullmatch(plain):
        area, local = landline.groups()
        end = local[max(HIDDEN, len(local) - TAIL) :]
        return f"{area}{'*' * (len(local) - len(end))}{end}"
    sign, digits = ("+", plain[1:]) if plain.startswith("+") else ("", plain)
    if len(digits) >= len("02155556666"):
        return f"{sign}{digits[:3]}{'*' * (len(digits) - 7)}{digits[-TAIL:]}"
    shown = min(TAIL, len(digits) // 2)
    return sign + "*" * (len(digits) - shown) + digits[len(digits) - shown :]


def mask_name(text: str) -> str:
    """张*, 欧阳**; "Anna Maria Smith" is A*** M**** S****; one letter or sign hides whole."""
    name = " ".join(unicodedata.normalize("NFKC", text).split())
    if not name:
        return ""
    if not any("\u3400" <= c <= "\u9fff" or c >= "\U00020000" for c in name):
        return " ".join(
            f"{word[0]}{'*' * (len(word) - 1)}" if word[1:] else "*" for word in name.split()
        )
    name = name.replace(" ", "")
    family = 2 if name[:2] in COMPOUND and len(name) > 2 else 1  # noqa: PLR2004
    return name[:family] + "*" * max(len(name) - family, 0) if len(name) > 1 else "*"


def mask_address(text: str) -> str:
    """上海市浦东新区****: province, city and district stay, the rest goes."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return ""
    match = _LOCALITY.match(plain)
    kept = match.group(0).rstrip() if match else ""
    return f"{kept}****"


def mask_mail(text: str) -> str:
    """z***@example.com; "" for what is no mail address."""
    name, _at, domain = text.partition("@")
    return f"{name[:1]}***@{domain}" if domain else ""
