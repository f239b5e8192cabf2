"""校验或导出审计链。 Checks the chained history, or writes it to a file.

    aftercare audit verify                     every chain in the database
    aftercare audit verify --older LAST.jsonl  … and that it continues what was exported before
    aftercare audit verify --file FILE.jsonl   an exported file: needs neither system nor database
    aftercare audit export FILE.jsonl[.gz]     the whole history, one JSON object a line
    aftercare audit erase SUBJECT              erases what people typed into it (case:17)

Exit code 0: every chain holds. 1: something was altered, removed or added.
"""

import json
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path

from aftercare.config import doors
from aftercare.config.home import Trouble
from aftercare.config.words import Progress, pick, say
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.adapters import Findings, Line, NotAnExport, check_file, opened

SHOWN = 50
WORDS = {
    "altered": ("was altered", "内容被改动"),
    "unlinked": ("does not follow the entry before", "与前一条不相连"),
    "gap": ("stands after a missing or doubled entry", "前面有缺失或重复的记录"),
    "cut": ("is the last left: the end was cut off", "之后的记录被截去"),
    "longer": ("stands after the end of the chain", "超出链尾"),
    "headless": ("belongs to a chain whose end is unknown", "链尾标记缺失"),
    "empty": ("all entries are gone", "全部记录丢失"),
    "unregistered": ("the register knows other chains", "登记册与现有的链不一致"),
    "changed_since": ("differs from the older export", "与旧的导出不一致"),
    "words_altered": ("has a text that was altered", "的文字被改动"),
    "words_gone": ("lost a text that nobody erased", "的文字丢失，且没有删除记录"),
}


def arguments(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="verify|export")
    verify = acts.add_parser("verify", help="check every chain · 校验")
    verify.add_argument("--file", type=Path, help="check an exported file instead")
    verify.add_argument("--older", type=Path, help="an earlier export that must be a beginning")
    verify.add_argument("--json", action="store_true", help="the result as JSON")
    export = acts.add_parser("export", help="write the history to a file · 导出")
    export.add_argument("file", type=Path, metavar="FILE", help="FILE.jsonl or FILE.jsonl.gz")
    erase = acts.add_parser("erase", help="erase the texts of a history · 删除文字")
    erase.add_argument("subject", metavar="SUBJECT", help="case:17")


def run(given: Namespace) -> int:
    try:
        if given.act == "export":
            return _export(given.file)
        if given.act == "erase":
            return _erase(given.subject)
        return _report(_check_file(given) if given.file else _check_database(given), given)
    except NotAnExport as error:
        raise Trouble(str(error)) from error


def _check_file(given: Namespace) -> Findings:
    if given.older:
        raise Trouble(
            "--older compares with the database; leave --file out.",
            "--older 与数据库比较，请去掉 --file。",
        )
    if not given.file.is_file():
        raise Trouble(f"There is no file {given.file}.", f"找不到文件 {given.file}。")
    return check_file(given.file, Progress(pick("checked", "已校验")))


def _check_database(given: Namespace) -> Findings:
    with doors.open_house():
        from aftercare.foundation.audit import queries

        progress = Progress(pick("checked", "已校验"))
        return queries.verify(actor=SYSTEM, progress=progress, older=given.older)


def _export(path: Path) -> int:
    draft = path.with_name(f".{path.name}.part{'.gz' if path.suffix == '.gz' else ''}")
    progress, written = Progress(pick("written", "已写出")), 0
    with doors.open_house(), opened(draft, "w") as file:
        from aftercare.foundation.audit import queries

        def write(line: Line) -> None:
            nonlocal written
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
            written += 1
            progress(written)

        counted = queries.export(actor=SYSTEM, write=write, at=datetime.now(UTC))
    draft.replace(path)
    say(
        f"{path}: {counted.entries:,} entries of {counted.chains:,} chains.",
        f"{path}: {counted.chains:,} 条链，{counted.entries:,} 条记录。",
    )
    return 0


def _erase(subject: str) -> int:
    with doors.open_house():
        from aftercare.foundation.audit import actions

        erased = actions.erase_words(actor=SYSTEM, subject=subject, now=datetime.now(UTC))
    say(f"{subject}: {erased:,} texts erased.", f"{subject}：已删除 {erased:,} 段文字。")
    return 0


def _report(found: Findings, given: Namespace) -> int:
    if given.json:
        faults = [{"kind": f.kind, "subject": f.subject, "seq": f.seq} for f in found.faults]
        counted = {
            "entries": found.entries,
            "chains": found.chains,
            "register": found.tip,
            "texts_erased": found.erased,
        }
        print(json.dumps({**counted, "faults": faults}, ensure_ascii=False))
        return 1 if found.faults else 0
    for fault in found.faults[:SHOWN]:
        say(f"{fault.subject} #{fault.seq}: {pick(*WORDS[fault.kind])}")
    if found.erased:
        say(
            f"{found.erased:,} texts were erased, as their chains say.",
            f"{found.erased:,} 段文字已按记录删除。",
        )
    counts = f"{found.entries:,} / {found.chains:,}"
    if found.faults:
        more = len(found.faults)
        say(f"The history does NOT hold: {more:,} faults.", f"审计链不成立：{more:,} 处问题。")
        return 1
    say(f"The history holds: entries / chains {counts}.", f"审计链完整：记录 / 链 {counts}。")
    if found.tip:
        say(f"Register {found.tip}: note it elsewhere.", f"登记册 {found.tip}:请另行保存。")
    return 0
