"""检查运行状况。 Says whether everything is in order; exit code 1 when it is not.

Settings, database, migrations, worker, jobs and disk, one line each.
依次检查设置、数据库、结构、后台进程、失败任务与磁盘；有问题时退出码为 1。
"""

import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from aftercare.config import doors, home
from aftercare.config.words import pick

LEAST_SPACE = 2**30


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--json", action="store_true", help="one JSON object on standard output · 输出 JSON"
    )


def run(given: Namespace) -> int:
    with doors.open_house(migrated=False):
        found = {name: _answer(question) for name, question in QUESTIONS.items()}
    if given.json:
        import json

        print(json.dumps(found, ensure_ascii=False))
    else:
        for name, answer in found.items():
            print(f"{'✓' if answer == 'ok' else '✗'} {name:12} {answer}")
    return int(set(found.values()) != {"ok"})


def _answer(question: Callable[[], str]) -> str:
    try:
        return question() or "ok"
    except Exception as error:  # noqa: BLE001 whatever is wrong is the answer
        return f"{type(error).__name__}: {error}".splitlines()[0]


def _settings() -> str:
    from django.core import checks

    found = checks.run_checks()
    return "; ".join(str(message) for message in found if message.is_serious())


def _database() -> str:
    from django.core import checks

    found = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    return "; ".join(str(message) for message in found if message.is_serious())


def _migrations() -> str:
    missing, unknown = doors.migrations()
    if missing or unknown:
        return pick(
            f"{len(missing)} not applied (`aftercare migrate`), {len(unknown)} unknown here",
            f"{len(missing)} 项未执行（请运行 aftercare migrate），{len(unknown)} 项本程序不认识",
        )
    return ""


def _worker() -> str:
    from aftercare.config.health import parts

    return parts()["worker"].removeprefix("ok")


def _jobs() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
        failed = cursor.fetchone()[0]
    return pick(f"{failed} failed jobs", f"{failed} 个任务失败") if failed else ""


def _disk() -> str:
    free = shutil.disk_usage(home.data_folder()).free
    if free < LEAST_SPACE:
        return pick(f"only {free // 2**20} MiB free", f"仅剩 {free // 2**20} MiB")
    return ""


QUESTIONS = {
    "settings": _settings,
    "database": _database,
    "migrations": _migrations,
    "worker": _worker,
    "jobs": _jobs,
    "disk": _disk,
}
