"""升级数据库结构。 Brings the database to this version; does nothing when it is there."""

from argparse import ArgumentParser, Namespace
from typing import Any

from aftercare.config import doors
from aftercare.config.schema import load_schema
from aftercare.config.words import Progress, say


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--plan", action="store_true", help="list what would be done, and stop · 只列出"
    )


def run(given: Namespace) -> int:
    with doors.open_house(migrated=False):
        missing, _ = doors.migrations()
        if given.plan:
            print("\n".join(sorted(missing)))
        elif missing:
            migrate(len(missing))
            doors.demand_migrated()
        if not given.plan:
            from aftercare.config.furnish import furnish

            furnish()
        say(
            "1 migration." if len(missing) == 1 else f"{len(missing)} migrations.",
            f"{len(missing)} 项结构变更。",
        )
    return 0


def migrate(total: int) -> None:
    """Applies all missing migrations, counting them aloud; new tables are made in one go."""
    progress = Progress("migrations · 数据库结构")
    if load_schema(doors.known_migrations()):
        left = len(doors.migrations()[0])
        progress(total - left, total)
        if not left:
            return
    _migrate(progress, total)


def _migrate(progress: Progress, total: int) -> None:
    from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    done = total - len(doors.migrations()[0])

    def count(action: str, *_: Any) -> None:
        nonlocal done
        if action == "apply_success":
            done += 1
            progress(done, max(total, done))

    executor = MigrationExecutor(connection, progress_callback=count)
    executor.loader.check_consistent_history(connection)
    emit_pre_migrate_signal(0, interactive=False, db=connection.alias)
    executor.migrate(executor.loader.graph.leaf_nodes())
    emit_post_migrate_signal(0, interactive=False, db=connection.alias)
