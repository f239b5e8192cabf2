"""把备份恢复到空数据库，或用 --replace 替换现有数据。 Brings a backup back.

Into an empty database, or with --replace in place of what is there: all of it or nothing. Stop
`aftercare run` first. The keys come back too; a key file that differs is kept beside the new one.
请先停止 aftercare run；要么全部恢复，要么什么都不改。密钥一并恢复。

Persons who were erased since the backup was taken are erased again: --replace knows of them from
what is there, otherwise --history does from an export of the history (`aftercare audit export`).
备份之后已删除个人信息的客户会再次删除：--replace 从现有数据得知，否则用 --history 指定审计导出。
"""

from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from aftercare.config import doors, home
from aftercare.config.home import Trouble
from aftercare.config.words import say
from aftercare.foundation.actor import SYSTEM

ERASED = "customer.erased"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="a backup written by this program · 备份文件"
    )
    parser.add_argument(
        "--replace", action="store_true", help="replace what is there · 替换现有数据"
    )
    parser.add_argument(
        "--history",
        type=Path,
        metavar="FILE.jsonl",
        help="an export of the history, newer than the backup · 比备份新的审计导出",
    )


def run(given: Namespace) -> int:
    with ExitStack() as stack:
        stack.enter_context(home.locked(home.make_data_folder() / "run.lock"))
        stack.enter_context(doors.open_house(migrated=False))
        from aftercare.config import archive
        from aftercare.config.commands.migrate import migrate

        gone = _erased_here() | _erased_in(given.history)
        taken = archive.read(given.file, replace=given.replace)
        missing, _ = doors.migrations()
        if missing:
            migrate(len(missing))
        doors.demand_migrated()
        again = _erase_again(gone)
    if again:
        say(
            f"Persons erased again, as they were since the backup: {again}.",
            f"备份之后已删除个人信息的客户已再次删除：{again} 位。",
        )
    say(f"Restored the backup of {taken}.", f"已恢复 {taken} 的备份。")
    return 0


def _erased_here() -> dict[str, bytes]:
    """By what is to be replaced; nothing where there is no history that this program can read."""
    from aftercare.foundation.audit.queries import begun_of

    return {} if any(doors.migrations()) else begun_of(actor=SYSTEM, verb=ERASED)


def _erased_in(exported: Path | None) -> dict[str, bytes]:
    from aftercare.foundation.audit.adapters import NotAnExport
    from aftercare.foundation.audit.queries import begun_of

    if exported is None:
        return {}
    try:
        return begun_of(actor=SYSTEM, verb=ERASED, exported=exported)
    except NotAnExport as error:
        raise Trouble(str(error)) from error


def _erase_again(gone: dict[str, bytes]) -> int:
    """How many there were to erase, of those of this very history."""
    from aftercare.foundation.audit.queries import that_begin_so
    from aftercare.matters.datarequests.actions import erase_again

    known = sorted(that_begin_so(actor=SYSTEM, begun=gone))
    return sum(
        erase_again(actor=SYSTEM, customer_id=int(subject.partition(":")[2]), now=datetime.now(UTC))
        for subject in known
    )
