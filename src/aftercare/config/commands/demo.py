"""载入演示公司。 Loads the demonstration company into an empty database."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from aftercare.config import doors, home
from aftercare.config.home import Trouble
from aftercare.config.words import Progress, pick


def arguments(parser: ArgumentParser) -> None:
    """It needs none."""


def run(given: Namespace) -> int:  # noqa: ARG001
    with doors.open_house():
        if not is_empty():
            raise Trouble(
                "The database already holds people: the demonstration goes into an empty one.\n"
                "数据库中已有人员，演示数据只能载入空数据库。"
            )
        load()
        print(sign_ins())
    return 0


def is_empty() -> bool:
    """Whether nobody could sign in yet: then this is the first start."""
    from django.contrib.auth import get_user_model

    return not get_user_model().objects.exists()


def load() -> None:
    """The whole company in one transaction: a start that is killed meanwhile begins anew."""
    from django.utils import timezone

    from aftercare.config.demo.company import sign_ins as told
    from aftercare.config.demo.telling import tell

    tell(timezone.now(), Progress(pick("What happened", "演示往事")))
    _marker().write_text(told(), encoding="utf-8")


def sign_ins() -> str:
    """The lines that tell whom one may sign in as; empty where the demonstration is not loaded."""
    return _marker().read_text(encoding="utf-8") if _marker().exists() else ""


def _marker() -> Path:
    """Kept beside the data, so that a start can tell the sign-ins without asking the database."""
    return home.data_folder() / "demo-sign-ins.txt"
