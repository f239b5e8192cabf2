"""Writes foundation/readings.tsv: how Chinese signs are read, from the tables of pypinyin.

A line for each syllable, without its tone, and behind it the signs that are read so first of all.
"""

from collections import defaultdict
from pathlib import Path

from pypinyin import lazy_pinyin
from pypinyin.pinyin_dict import pinyin_dict

KEPT = Path(__file__).parents[1] / "src" / "aftercare" / "foundation" / "readings.tsv"
HEAD = "# Written by tools/readings.py from pypinyin (github.com/mozillazg/python-pinyin, MIT).\n"


def table() -> str:
    signs: dict[str, list[str]] = defaultdict(list)
    for number in sorted(pinyin_dict):
        signs[lazy_pinyin([chr(number)])[0]].append(chr(number))
    lines = (f"{syllable}\t{''.join(signs[syllable])}\n" for syllable in sorted(signs))
    return HEAD + "".join(lines)


if __name__ == "__main__":
    KEPT.write_text(table(), encoding="utf-8")
