"""Printable sheets: typst sets what a page says as a PDF, with the fonts embedded."""

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from django.utils.translation import gettext as _

from aftercare.foundation.errors import Refusal

# Families with Chinese that a machine may have, the preferred first.
CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "PingFang SC",
    "Microsoft YaHei",
    "SimSun",
)


class NoChineseFont(Refusal):
    """The machine has no font with Chinese: a sheet would be boxes."""

    http_status = 503


def sheet(template: str, content: Mapping[str, Any], *, picture: str) -> bytes:
    """A PDF of a typst template. `content` is at hand in it as `said`, `picture` is an SVG.

    Raises NoChineseFont.
    """
    family = _chinese_font()
    if family is None:
        raise NoChineseFont(
            _(
                "No font with Chinese characters is installed here, so no PDF can be made. "
                "Install one (on Debian: fonts-noto-cjk) and try again."
            )
        )
    return _set(template, json.dumps(content, ensure_ascii=False, sort_keys=True), picture, family)


@cache
def _chinese_font() -> str | None:
    import typst  # heavy, and few ask for a PDF

    families = set(typst.Fonts().families())
    return next((family for family in CHINESE if family in families), None)


@lru_cache(maxsize=16)
def _set(template: str, content: str, picture: str, family: str) -> bytes:
    """The same content is set once."""
    import typst

    given = {"said": content, "picture": picture, "family": family}
    return bytes(typst.compile(template.encode(), format="pdf", sys_inputs=given))
