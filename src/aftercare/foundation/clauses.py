"""Sentences in two languages, and where a rule is written."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A sentence of the company in Chinese, and in English where there is one."""

    zh: str
    en: str = ""

    def within(self, language: str) -> str:
        return self.en if self.en and not language.startswith("zh") else self.zh


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Where a promise is written, and how."""

    document: Text
    section: str
    wording: Text


def text_of(data: Any) -> Text:
    return Text(zh=data["zh"], en=data.get("en", "")) if isinstance(data, dict) else Text(zh=data)
