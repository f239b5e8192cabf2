"""Where in a text something is written, in the reader's language: 第二十四条 is Art. 24."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .formats import tongue

DIGITS = {"零": 0, **{char: number for number, char in enumerate("一二三四五六七八九", start=1)}}
SCALES = {"十": 10, "百": 100}
_NUMBER = "[零一二三四五六七八九十百]+|[0-9]+"
_ARTICLE = re.compile(f"第({_NUMBER})条(?:第({_NUMBER})款)?")
_ARTICLES = re.compile(f"第({_NUMBER})条?(?:至|—|-)第({_NUMBER})条")
# The headings of the texts that the packs of the product rest on.
HEADINGS: dict[str, str | Promise] = {
    "附录": _("Annex"),
    "补偿标准": _("Compensation"),
    "维修": _("Repair"),
    "投诉": _("Complaint"),
    "投诉处理": _("Handling of complaints"),
    "退换货": _("Return or exchange"),
    "退换货与维修": _("Return, exchange and repair"),
    "首次回复": _("First reply"),
    "调解": _("Mediation"),
    "报告": _("Reports"),
    "回访": _("Follow-up"),
    "咨询": _("Consultation"),
    "受理": _("Intake"),
    "处理时限": _("Time limits"),
    "响应时限": _("Times of response"),
    "清洁保养": _("Cleaning and care"),
    "反馈": _("Feedback"),
    "上门服务": _("Service at home"),
}


def section_words(section: str) -> str:
    """As written for who reads Chinese; else the article's number, or the heading's English.

    What the company has named itself stays as it is.
    """
    if tongue() == "zh":
        return section
    heading = HEADINGS.get(section.strip())
    if heading is not None:
        return str(heading)
    told = _ARTICLES.sub(_several, section)
    return _ARTICLE.sub(_one, told)


def _several(found: re.Match[str]) -> str:
    return f"Arts. {_value(found[1])}–{_value(found[2])}"


def _one(found: re.Match[str]) -> str:
    paragraph = f"({_value(found[2])})" if found[2] else ""
    return f"Art. {_value(found[1])}{paragraph}"


def _value(numeral: str) -> int:
    """十五 is 15, 一百零一 is 101."""
    if numeral.isdigit() and numeral.isascii():
        return int(numeral)
    total, digit = 0, 0
    for char in numeral:
        if char in SCALES:
            total += (digit or 1) * SCALES[char]
            digit = 0
        else:
            digit = DIGITS[char]
    return total + digit
