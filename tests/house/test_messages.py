"""No text reaches a person in one language only."""

import ast
import importlib.util
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
