"""What the command line says, in the language of the terminal, and how it shows progress."""

import os
import sys
from dataclasses import dataclass, field
from time import monotonic


def chinese() -> bool:
    """Whether the terminal's user reads Chinese: LC_ALL, LC_MESSAGES or LANG begins with zh."""
    for name in ("AFTERCARE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value.lower().startswith("zh")
    return False


def say(english: str, chinese_text: str = "") -> None:
    """A line for people, on standard error: standard output belongs to results."""
    print(pick(english, chinese_text), file=sys.stderr, flush=True)


def pick(english: str, chinese_text: str) -> str:
    return chinese_text if chinese_text and chinese() else english


@dataclass(slots=True)
class Progress:
    """A line that counts: rewritten in a terminal, every few seconds elsewhere."""

    label: str
    _begun: float = field(default_factory=monotonic)
    _shown: float = 0.0

    def __call__(self, done: int, total: int | None = None) -> None:
        now = monotonic()
        live = sys.stderr.isatty()
        last = total is not None and done >= total
        if not last and now - self._shown < (0.1 if live else 5):
            return
        self._shown = now
        amount = f"{done:,}" if total is None else f"{done:,} / {total:,}"
        line = f"  {self.label} {amount} ({now - self._begun:.0f} s)"
        if live:
            print(f"\r\x1b[K{line}", end="\n" if last else "", file=sys.stderr, flush=True)
        else:
            print(line, file=sys.stderr, flush=True)
