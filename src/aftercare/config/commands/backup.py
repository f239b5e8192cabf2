"""备份数据库、文件和密钥到一个文件。 Writes database, files and keys to one file.

It may be taken while everything runs. The file holds the keys that open personal data: keep it as
safe as the data folder itself, or leave them out with --without-keys and keep keys.json elsewhere.
运行中也可备份。文件内含解密个人信息的密钥，请像数据目录一样妥善保管。
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from aftercare.config import doors
from aftercare.config.words import say


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup to write · 备份文件")
    parser.add_argument("--replace", action="store_true", help="write over an existing FILE · 覆盖")
    parser.add_argument("--without-keys", action="store_true", help="leave the keys out · 不含密钥")


def run(given: Namespace) -> int:
    with doors.open_house():
        from aftercare.config import archive

        size = archive.write(given.file, replace=given.replace, keys=not given.without_keys)
    say(f"{given.file}: {size / 2**20:,.1f} MiB.", f"{given.file}: {size / 2**20:,.1f} MiB。")
    if not given.without_keys:
        say("It holds the keys: keep it safe.", "内含密钥，请妥善保管。")
    return 0
