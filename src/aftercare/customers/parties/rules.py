"""What finds a customer, decided from words alone; no database, no keys."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

DISCLOSED_FOR = timedelta(hours=8)
SHORTEST_PHONE, LONGEST_PHONE = 7, 18
SHORTEST_NAME = 2
TAIL = 4
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]+")


class Asked(StrEnum):
    """What a search text looks like."""

    NOTHING = "nothing"
    PHONE = "phone"
    TAIL = "tail"
    MAIL = "mail"
    NAME = "name"


def is_mail(text: str) -> bool:
    return _MAIL.fullmatch(text) is not None


def asked(text: str, *, digits: str) -> Asked:
    """`digits` is the number in `text`, in normal form."""
    if not text.strip():
        return Asked.NOTHING
    if is_mail(text.strip()):
        return Asked.MAIL
    if re.search(r"[^\W\d_]", text):
        return Asked.NAME
    if len(digits) == TAIL:
        return Asked.TAIL
    long_enough = SHORTEST_PHONE <= len(digits.removeprefix("+")) <= LONGEST_PHONE
    return Asked.PHONE if long_enough else Asked.NAME


class Why(StrEnum):
    """Why two files may be one customer's."""

    NAME_AND_ADDRESS = "name_and_address"
    MAIL = "mail"
    NAME_AND_REGION = "name_and_region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is compared of a file: keyed hashes, "" where the file does not say, and the region."""

    name: str
    address: str
    mail: str
    region: str


def why_double(one: Marks, other: Marks) -> list[Why]:
    """The strongest sign first; nothing where two files are likely two customers.

    A number never tells: it leads to one file only. The same name in the same district tells
    something only where one of the two says no address.
    """
    signs = []
    named = bool(one.name) and one.name == other.name
    if named and one.address and one.address == other.address:
        signs.append(Why.NAME_AND_ADDRESS)
    if one.mail and one.mail == other.mail:
        signs.append(Why.MAIL)
    near = bool(one.region) and one.region == other.region
    if named and near and not (one.address and other.address):
        signs.append(Why.NAME_AND_REGION)
    return signs
