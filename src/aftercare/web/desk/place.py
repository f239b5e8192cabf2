"""What is told of a place of the desk, for the side bar and the palette."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`permission` "" opens to every member of staff; `keys` is the sequence typed to go there.

    `group` is what stands together: the work, then the house. `words` are other words by which
    the palette finds it: English, and pinyin with initials. `is_apart`: a page of another shell.
    """

    url_name: str
    label: str | Promise
    icon: str
    permission: str = ""
    keys: str = ""
    words: str = ""
    group: str = "work"
    in_side_bar: bool = True
    is_apart: bool = False
