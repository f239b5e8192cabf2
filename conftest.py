"""What every test stands on: a database of its own, keys for tests only, no way out to the net."""

import gc
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from ipaddress import ip_address
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import TransactionTestCase
from django.test.client import ClientHandler
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as properties

from aftercare.config import home
from aftercare.config.settings import database
from tests.database import cluster_for_tests, emptied, template

# No test times itself: a busy machine makes no property false.
properties.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("calm")
_EXITS = ExitStack()
HANDFUL, LEFT_IN_HAND = 7, 3  # a process begins a test once it knows the next
FIRST = ("tests/journeys/test_nothing_is_lost.py", "tests/config/")
NOTED = (
    "aftercare.casework.assignment.queries:_turns",
    "aftercare.casework.cases.models:_loads",
    "aftercare.fieldservice.slots.queries:_kept",
    "aftercare.web.api.hooks:_buckets",
    "aftercare.web.kit.actors:_noted",
)

BUILT = (
    "_middleware_chain",
    "_view_middleware",
    "_template_response_middleware",
    "_exception_middleware",
)


def pytest_configure(config: pytest.Config) -> None:
    """Settings for tests; the process that directs the others starts the cluster for all."""
    gc.disable()  # until what is read of the tests has been read
    settings.SECRET_KEY = "for-tests-only"  # noqa: S105
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.AFTERCARE_KEYS = [home.derived_key("tests", "seal")]
    settings.AFTERCARE_READ_KEYS = lambda: None
    settings.AFTERCARE_INDEX_KEY = home.derived_key("tests", "index")
    settings.MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="aftercare-test-files-"))
    _EXITS.callback(shutil.rmtree, settings.MEDIA_ROOT, ignore_errors=True)
    if not os.environ.get("AFTERCARE_DATABASE_URL") and not hasattr(config, "workerinput"):
        url = _EXITS.enter_context(cluster_for_tests())
        os.environ["AFTERCARE_DATABASE_URL"] = url
        _EXITS.callback(os.environ.pop, "AFTERCARE_DATABASE_URL", None)
        settings.DATABASES["default"].update(database(url))
    settings.DATABASES["default"]["OPTIONS"].pop("pool", None)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole servers are started and killed first: others work while these wait.

    The seven tests of the longest of them share one server, and are one handful.
    """
    items.sort(key=lambda item: [not item.nodeid.startswith(path) for path in FIRST])


def pytest_collection_finish() -> None:
    """What was read of the tests stays to the end: nobody looks through it for rubbish again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


def pytest_unconfigure() -> None:
    _EXITS.close()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """A few tests at a time for each process, else one has a pile of long ones at the end."""
    from xdist.scheduler import LoadScheduling

    class Handfuls(LoadScheduling):
        def check_schedule(self, node: Any, duration: float = 0) -> None:  # noqa: ARG002
            if node.shutting_down:
                return
            if not self.pending:
                node.shutdown()
            elif len(self.node2pending[node]) < LEFT_IN_HAND:
                self._send_tests(node, self.maxschedchunk)

    scheduling = Handfuls(config, log)
    scheduling.maxschedchunk = HANDFUL
    return scheduling


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,  # noqa: ARG001
    django_db_keepdb: bool,  # noqa: FBT001
) -> None:
    if not django_db_keepdb:
        default = settings.DATABASES["default"]
        default.setdefault("TEST", {})["TEMPLATE"] = template(default)


@pytest.fixture(autouse=True, scope="session")
def _what_tests_committed_is_taken_away_quickly() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: emptied())
        yield


@pytest.fixture(autouse=True)
def _every_test_starts_with_all_its_tries() -> None:
    """Sign-ins of earlier tests, from the same address, are not counted against this one."""
    cache.clear()


@pytest.fixture(autouse=True)
def _every_test_begins_in_the_language_of_the_house() -> None:
    """An English page of an earlier test leaves its language behind."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _nobody_is_taken_for_who_had_the_same_id_in_another_test() -> None:
    """What a process notes of people and sources for a while, beside the database."""
    for place in NOTED:
        resolve_name(place).clear()


@pytest.fixture(autouse=True, scope="session")
def _one_chain_of_middleware_for_all_clients() -> Iterator[None]:
    """Else each client builds its own, and that looks through all static files."""
    chains: dict[tuple[str, ...], dict[str, Any]] = {}
    build = ClientHandler.load_middleware

    def load(self: ClientHandler, is_async: bool = False) -> None:  # noqa: FBT001, FBT002
        asked = tuple(settings.MIDDLEWARE)
        if asked not in chains:
            build(self, is_async)
            chains[asked] = {name: vars(self)[name] for name in BUILT}
        vars(self).update(chains[asked])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ClientHandler, "load_middleware", load)
        yield


class NoWayOut(OSError):
    """A test reached for the network beyond this machine."""


@pytest.fixture(autouse=True, scope="session")
def _sockets_stay_at_home() -> Iterator[None]:
    def checked(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_near(address[0]):
            raise NoWayOut(f"tests reach no network: {address}")
        connect(self, address)

    connect = socket.socket.connect
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", checked)
        yield


def _is_near(host: str) -> bool:
    if host in {"localhost", ""}:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
