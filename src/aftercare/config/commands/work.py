"""只启动后台任务。 Starts a worker alone: it does the background jobs."""

from argparse import ArgumentParser, Namespace

from aftercare.config import doors


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--until-empty", action="store_true", help="stop when no job is left · 做完即停"
    )


def run(given: Namespace) -> int:
    with doors.open_house(pooled=True):
        from aftercare.config import worker

        worker.work(until_empty=given.until_empty)
    return 0
