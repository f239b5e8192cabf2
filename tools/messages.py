"""The catalogue of texts: gathers every text for people, keeps the Chinese beside it.

    python tools/messages.py           merges new texts, drops unused ones, sorts, lists gaps
    python tools/messages.py --check   changes nothing; fails on a gap or an unused text
    python tools/messages.py --fill    as without, after taking `English<TAB>Chinese` lines on stdin
    python tools/messages.py --compile writes the .mo file that the program reads

The English text in the program is the key. Two branches that both append to the catalogue may leave
entries twice or interleaved; reading is lenient about that, writing is strict.
"""

import argparse
import ast
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo

HOUSE = Path(__file__).parents[1] / "src" / "aftercare"
CATALOGUE = HOUSE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
# Which arguments of a function are context, text and plural.
FORMS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
}
# The same for Babel, which reads what Django makes of a template.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEADER = (
    "Project-Id-Version: aftercare\\nLanguage: zh_Hans\\nMIME-Version: 1.0\\n"
    "Content-Type: text/plain; charset=UTF-8\\nContent-Transfer-Encoding: 8bit\\n"
    "Plural-Forms: nplurals=1; plural=0;\\n"
)

# What names a text: its context, the text, its English plural (both may be "").
Key = tuple[str, str, str]


def sources() -> Iterator[Path]:
    for path in sorted(HOUSE.rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or {"tests", "static"} & set(path.parts):
            continue
        if path.suffix == ".py" or "templates" in path.parts:
            yield path


def said_in_program(tree: ast.AST) -> Iterator[Key]:
    """Texts of a Python module; reads the syntax, so that calls inside f-strings are seen too.

    A function imported under another name is the same function: `gettext as say`.
    """
    called = {
        name.asname: name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if name.asname and name.name in FORMS
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        places = FORMS.get(called.get(name, name))
        if places is None:
            continue
        texts = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
        context, single, plural = (
            "" if place is None else (texts[place] if place < len(texts) else None)
            for place in places
        )
        if isinstance(single, str) and isinstance(context, str) and isinstance(plural, str):
            yield (context, single, plural)


def said_in_template(path: Path) -> Iterator[Key]:
    from django.utils.translation.template import templatize

    text = templatize(path.read_text(encoding="utf-8"), str(path))
    # The result is no program, only calls between blanked-out text: indents mean nothing.
    flat = "\n".join(line.strip() for line in text.splitlines())
    for _line, message, _comments, context in extract(
        "python", io.BytesIO(flat.encode()), KEYWORDS
    ):
        single, plural = message if isinstance(message, tuple) else (message, "")
        if single:
            yield (context or "", single, plural or "")


def used_in(path: Path) -> Iterator[Key]:
    if path.suffix == ".py":
        return said_in_program(ast.parse(path.read_text(encoding="utf-8")))
    return said_in_template(path)


def used() -> dict[Key, str]:
    """Every text and one file that uses it."""
    from django.conf import settings

    if not settings.configured:
        settings.configure()
    return {key: str(path.relative_to(HOUSE)) for path in sources() for key in used_in(path)}


def statements(text: str) -> Iterator[tuple[str, str]]:
    """("msgid", its text), ("msgstr", its text) … with continued lines joined."""
    word, value = "", ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith('"'):
            value += ast.literal_eval(line)
        elif line.startswith("msg"):
            if word:
                yield word, value
            word, _, quoted = line.partition(" ")
            value = ast.literal_eval(quoted)
    if word:
        yield word, value


TERSEST = 15  # letters of English that one sign may stand for; a merge can mix texts up


def known(text: str) -> tuple[dict[Key, str], set[Key]]:
    """The catalogue's entries, and those that stand in it twice with different Chinese.

    A merge may put one `msgstr` behind two `msgid`s (both sides' lines were equal): it serves both.
    """
    entries: dict[Key, str] = {}
    torn: set[Key] = set()
    context, waiting, answered = "", list[Key](), False
    for word, value in statements(text):
        if answered and not word.startswith("msgstr"):
            waiting, answered = [], False
        if word == "msgctxt":
            context = value
        elif word == "msgid":
            waiting.append((context, value, ""))
            context = ""
        elif word == "msgid_plural":
            waiting[-1] = (*waiting[-1][:2], value)
        else:
            answered = True
            torn |= {key for key in waiting if value and entries.get(key, value) not in {"", value}}
            entries |= {key: value or entries.get(key, "") for key in waiting}
    return {key: chinese for key, chinese in entries.items() if key[1]}, torn


def quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def written(entries: dict[Key, str]) -> str:
    blocks = [f'msgid ""\nmsgstr ""\n"{HEADER}"']
    for (context, single, plural), chinese in sorted(entries.items(), key=lambda e: e[0][1:]):
        lines = [f"msgctxt {quote(context)}"] if context else []
        lines.append(f"msgid {quote(single)}")
        if plural:
            lines.append(f"msgid_plural {quote(plural)}")
        lines.append(f"msgstr{'[0]' if plural else ''} {quote(chinese)}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def compile_catalogue() -> Path:
    catalogue = Catalog(locale="zh_Hans", charset="utf-8", fuzzy=False)
    entries, _ = known(CATALOGUE.read_text(encoding="utf-8"))
    for (context, single, plural), chinese in entries.items():
        if plural:
            catalogue.add((single, plural), (chinese,), context=context or None)
        elif chinese:
            catalogue.add(single, chinese, context=context or None)
    target = CATALOGUE.with_suffix(".mo")
    content = io.BytesIO()
    write_mo(content, catalogue)
    target.write_bytes(content.getvalue())
    return target


def faults() -> list[str]:
    """One sentence for everything that is wrong with the catalogue."""
    entries, torn = known(CATALOGUE.read_text(encoding="utf-8"))
    in_use = used()
    return [
        *(f"no Chinese: {key[1]!r} ({in_use[key]})" for key in in_use if not entries.get(key)),
        *(f"not used: {key[1]!r}" for key in entries if key not in in_use),
        *(f"two different Chinese texts: {key[1]!r}" for key in torn),
        *(
            f"far too short to be its Chinese: {key[1]!r} {chinese!r}"
            for key, chinese in entries.items()
            if chinese and len(key[1]) > TERSEST * len(chinese)
        ),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="change nothing, fail on faults")
    parser.add_argument("--compile", action="store_true", help="write the .mo file only")
    parser.add_argument("--fill", action="store_true", help="take texts from standard input")
    options = parser.parse_args()
    if options.compile:
        print(compile_catalogue())
        return 0
    if not options.check:
        entries, _ = known(CATALOGUE.read_text(encoding="utf-8") if CATALOGUE.exists() else "")
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        lines = [line.rstrip("\n").partition("\t") for line in (sys.stdin if options.fill else ())]
        given = {english: chinese for english, _, chinese in lines if chinese}
        kept = {key: given.get(key[1]) or entries.get(key, "") for key in used()}
        CATALOGUE.write_text(written(kept), encoding="utf-8")
        compile_catalogue()
    wrong = faults()
    print("\n".join(wrong) if wrong else "Every text is used and has its Chinese.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
