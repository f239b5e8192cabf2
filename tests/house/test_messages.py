"""No text reaches a person in one language only."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

TOOL = Path(__file__).parents[2] / "tools" / "messages.py"
spec = importlib.util.spec_from_file_location("messages", TOOL)
assert spec
assert spec.loader
messages = importlib.util.module_from_spec(spec)
spec.loader.exec_module(messages)


def test_every_text_has_its_chinese_and_every_entry_its_use() -> None:
    faults = messages.faults()
    assert not faults, "run `python tools/messages.py`, then fill in:\n" + "\n".join(faults)


def test_the_catalogue_survives_two_branches_appending_to_it() -> None:
    torn = """
        msgid "A"
        msgid "B"
        msgstr "甲"

        msgid "C"
        msgstr "丙"
        msgid "C"
        msgstr ""
    """
    entries, conflicts = messages.known(torn)
    assert entries == {("", "A", ""): "甲", ("", "B", ""): "甲", ("", "C", ""): "丙"}
    assert not conflicts


def test_a_text_inside_an_f_string_is_found() -> None:
    tree = ast.parse("""f'<b>{escape(_("left"))}</b>{ngettext("%d day", "%d days", n)}'""")
    assert set(messages.said_in_program(tree)) == {("", "left", ""), ("", "%d day", "%d days")}


CHINESE = "[\u4e00-\u9fff”“》]"
HALF_WIDTH = re.compile(rf"{CHINESE}[,:;!?(](?!\w*=)|[,;!?)]{CHINESE}|\([^()]*{CHINESE}+[^()]*\)")


def sentences_of(path: Path) -> Iterator[tuple[int, str]]:
    """Texts of a file with Chinese in them, line by line; what stands in for a value is {}."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = "".join(
            part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "{}"
            for part in parts
        )
        if re.search(CHINESE, text):
            yield from ((getattr(node, "lineno", 0), line) for line in text.splitlines())


def test_chinese_of_the_command_line_is_written_with_full_width_signs() -> None:
    folder = Path(__file__).parents[2] / "src" / "aftercare" / "config"
    faults = [
        f"{path.relative_to(folder)}:{number}: {line.strip()}"
        for path in sorted(folder.rglob("*.py"))
        if "demo" not in path.relative_to(folder).parts
        for number, line in sentences_of(path)
        if HALF_WIDTH.search(line) and "::" not in line  # which is SQL
    ]
    assert not faults, "write ，：；（）！？ in Chinese:\n" + "\n".join(faults)
