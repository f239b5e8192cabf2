"""The web server: granian, WSGI, two processes of four threads."""

import importlib
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

from aftercare.config.home import Trouble

PATIENCE = 8.0
"""Seconds to wait for a port that a dying predecessor still holds."""

SETTLED = 3.0
"""Seconds of a process's life after which it reads what somebody will soon ask for."""


def listen_on(host: str | None, port: int | None) -> None:
    """Options of the command line go before the environment."""
    if host:
        os.environ["AFTERCARE_HOST"] = host
    if port:
        os.environ["AFTERCARE_PORT"] = str(port)


def address() -> tuple[str, int]:
    """Host and port to listen on. Raises Trouble for a port that is no number."""
    text = os.environ.get("AFTERCARE_PORT", "8000")
    if not text.isdigit() or not 0 < int(text) < 2**16:
        raise Trouble(
            f"AFTERCARE_PORT must be a number from 1 to 65535, not {text!r}.",
            f"AFTERCARE_PORT 须为 1 至 65535 的数字，而不是 {text!r}。",
        )
    return os.environ.get("AFTERCARE_HOST", "127.0.0.1"), int(text)


def demand_free_port(host: str, port: int) -> None:
    """Raises Trouble when somebody else listens there and stays."""
    until = time.monotonic() + PATIENCE
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    while True:
        try:
            with socket.socket(family) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
                return
        except PermissionError:
            raise Trouble(
                f"This user may not listen on port {port}; name another with AFTERCARE_PORT.",
                f"当前用户无权监听端口 {port}，请用 AFTERCARE_PORT 指定其他端口。",
            ) from None
        except OSError as error:
            if time.monotonic() > until:
                raise Trouble(
                    f"Port {port} of {host} is taken ({error.strerror}): stop who listens there, "
                    f"or name another with AFTERCARE_PORT.\n"
                    f"端口 {port} 已被占用，请停止占用它的程序，或用 AFTERCARE_PORT 指定其他端口。"
                ) from None
            time.sleep(0.3)


def serve() -> None:
    """Serves until told to stop by SIGTERM or SIGINT."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    host, port = address()
    server = Granian(
        "aftercare.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=int(os.environ.get("AFTERCARE_WEB_PROCESSES", "2")),
        blocking_threads=int(os.environ.get("AFTERCARE_WEB_THREADS", "4")),
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        http1_settings=HTTP1Settings(header_read_timeout=15_000),
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=load, wrap_loader=False)


def load() -> Callable[..., Any]:
    """The application, in a process of the web server."""
    from aftercare.config.wsgi import application

    leave_with_parent(os.getppid())
    threading.Thread(target=learn, args=(SETTLED,), name="learn", daemon=True).start()
    return application


def learn(after: float) -> None:
    """Reads what the first offer of free times would wait for, once the process has settled."""
    from django.db import Error, connections
    from django.utils import timezone

    from aftercare.fieldservice.slots.queries import learn_days
    from aftercare.foundation.actor import SYSTEM

    time.sleep(after)
    try:
        learn_days(actor=SYSTEM, now=timezone.now())
    except Error:  # the database is away: whoever asks first has it read
        logging.getLogger(__name__).info("The days of technicians were not read beforehand.")
    finally:
        connections.close_all()


def preload() -> None:
    """Gets what every web process needs, so that forked ones share it and start at once."""
    from django.urls import get_resolver

    for name in ("granian", "aftercare.config.wsgi"):
        importlib.import_module(name)
    _ = get_resolver().url_patterns


def leave_with_parent(parent: int) -> None:
    """Ends this process when its parent is gone, however that died: nothing is left behind."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.3)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(15)
        os._exit(1)

    threading.Thread(target=watch, name="leave-with-parent", daemon=True).start()
