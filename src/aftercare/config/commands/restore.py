"""把备份恢复到空数据库,或用 --replace 替换现有数据。 Brings a backup back.

Into an empty database, or with --replace in place of what is there: all of it or nothing. Stop
`aftercare run` first. The keys come back too; a key file that differs is kept beside the new one.
请先停止 aftercare run;要么全部恢复,要么什么都不改。密钥一并恢复。
"""

from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from pathlib import Path

from aftercare.config import doors, home
from aftercare.config.words import say


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="a backup written by this program · 备份文件"
    )
    parser.add_argument(
        "--replace", action="store_true", help="replace what is there · 替换现有数据"
    )


def run(given: Namespace) -> int:
    with ExitStack() as stack:
        stack.enter_context(home.locked(home.make_data_folder() / "run.lock"))
        stack.enter_context(doors.open_house(migrated=False))
        from aftercare.config import archive
        from aftercare.config.commands.migrate import migrate

        taken = archive.read(given.file, replace=given.replace)
        missing, _ = doors.migrations()
        if missing:
            migrate(len(missing))
        doors.demand_migrated()
    say(f"Restored the backup of {taken}.", f"已恢复 {taken} 的备份。")
    return 0
