"""What an operation of the API asks of who knocks; the table stands in api_doors.py."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    needs: str
    method: str = "GET"
    scoped: bool = False
    absent: bool = False


def asks(needs: str, *, scoped: bool = False, absent: bool = False) -> Door:
    return Door(needs=needs, scoped=scoped, absent=absent)


def does(needs: str, *, scoped: bool = False, absent: bool = False) -> Door:
    return Door(needs=needs, method="POST", scoped=scoped, absent=absent)
