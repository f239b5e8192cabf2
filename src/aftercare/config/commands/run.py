"""启动全部，Ctrl-C 停止。 Starts everything: database, web, worker. Ctrl-C stops all of it.

On the first start it makes the data folder (AFTERCARE_DATA), the keys and the database, and loads
a demonstration company. With AFTERCARE_DATABASE_URL that server is used and none is started.
首次启动会创建数据目录、密钥和数据库，并载入演示公司；设置 AFTERCARE_DATABASE_URL 则使用该服务器。
"""

import gc
import http.client
import os
import signal
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

from aftercare.config import doors, home, supervisor, web
from aftercare.config.cluster import Cluster
from aftercare.config.home import Busy, Trouble
from aftercare.config.supervisor import Child, Supervisor
from aftercare.config.words import say

PATIENCE = 12.0
READY_SECONDS = 60.0


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="instead of AFTERCARE_PORT (8000) · 端口")
    parser.add_argument("--host", help="instead of AFTERCARE_HOST (127.0.0.1) · 监听地址")
    parser.add_argument("--no-demo", action="store_true", help="start empty · 不载入演示公司")
    parser.add_argument(
        "--with-parent", action="store_true", help="stop with the caller · 随父进程停止"
    )


def run(given: Namespace) -> int:
    begun = time.monotonic()
    wish = supervisor.Wish()
    wish.listen()
    web.listen_on(given.host, given.port)
    host, port = web.address()
    folder = home.make_data_folder()
    with ExitStack() as stack:
        _claim(stack, folder)
        web.demand_free_port(host, port)
        home.make_keys()
        log = doors.log_to_file()
        cluster = None
        if not os.environ.get("AFTERCARE_DATABASE_URL"):
            say("Starting the database …", "正在启动数据库……")
            cluster = Cluster(folder=folder)
            stack.enter_context(cluster.in_use())
        _load(cluster, demo=not given.no_demo)
        wish.heed()
        whole = Supervisor(
            [Child("web", web.serve), Child("worker", _work)],
            tend=partial(_tend, cluster),
            with_parent=given.with_parent,
        )
        whole.run(started=lambda: _announce(whole, log, begun))
        say("Stopping …", "正在停止……")
    say("Stopped.", "已停止。")
    return 0


def _load(cluster: Cluster | None, *, demo: bool) -> None:
    """Gets into memory what all children share, while the database starts and is made ready."""
    with _no_garbage():
        with _beside("database", cluster.start if cluster else doors.check_server):
            doors.start_django(pooled=True)
        with _beside("prepare", partial(_prepare, demo=demo)):
            web.preload()
        # An interrupt that falls into the end of some object would be told there.
        signal.pthread_sigmask(signal.SIG_BLOCK, supervisor.SIGNALS)
        gc.collect()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, supervisor.SIGNALS)
        gc.freeze()


@contextmanager
def _no_garbage() -> Iterator[None]:
    """What is loaded at the start stays: looking through it for garbage only takes time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _claim(stack: ExitStack, folder: Path) -> None:
    """One run a data folder; a predecessor that is just dying gets some seconds."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            lock = stack.enter_context(home.locked(folder / "run.lock"))
        except Busy:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)
        else:
            os.truncate(lock, 0)
            host, port = web.address()
            os.pwrite(lock, f"process {os.getpid()}, http://{host}:{port}/".encode(), 0)
            return


@contextmanager
def _beside(name: str, work: Callable[[], None]) -> Iterator[None]:
    """What touches the database happens in a process of its own; this one goes on, and waits then.

    Raises Trouble where that process failed: it has said why.
    """
    pid = supervisor.fork(name, work)
    try:
        yield
        _, status = os.waitpid(pid, 0)
    except BaseException:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)
        raise
    if code := os.waitstatus_to_exitcode(status):
        raise Trouble(
            f"The preparation ended with code {code}; the reason stands above.\n"
            f"准备工作失败（代码 {code}），原因见上。"
        )


def _prepare(*, demo: bool) -> None:
    with doors.told_plainly():
        _make_ready(demo=demo)


def _make_ready(*, demo: bool) -> None:
    from aftercare.config.commands.demo import is_empty, load
    from aftercare.config.commands.migrate import migrate
    from aftercare.config.furnish import furnish, is_furnished

    missing, _ = doors.migrations()
    if missing:
        say("Preparing the database …", "正在准备数据库……")
        migrate(len(missing))
    doors.demand_migrated()
    if missing or not is_furnished():
        furnish()
    if demo and is_empty():
        say("Loading the demonstration company …", "正在载入演示公司……")
        load()
    doors.close_connections()


def _work() -> None:
    from aftercare.config import worker

    worker.work()


def _tend(cluster: Cluster | None) -> None:
    """A database that was killed is started again."""
    if cluster and not cluster.answers():
        say("The database ended unexpectedly; starting it again.", "数据库意外退出，正在重新启动。")
        cluster.start()


def _announce(whole: Supervisor, log: Path, begun: float) -> None:
    from aftercare.config.commands.demo import sign_ins

    host, port = web.address()
    near = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104
    until = time.monotonic() + READY_SECONDS
    while not whole.stopping and not _healthy(near, port):
        whole.reap()
        if time.monotonic() > until:
            raise Trouble(
                f"The web server does not get well within a minute; see {log}.",
                f"网站未能在一分钟内就绪，请查看 {log}。",
            )
        time.sleep(0.05)
    if whole.stopping:
        return
    base = f"http://{near}:{port}"
    print(
        f"\n  安心售后 aftercare 已启动 · is running ({time.monotonic() - begun:.1f} s)\n\n"
        f"    工作台 desk     {base}/desk/\n"
        f"    客户   portal   {base}/\n"
        f"    接口   API      {base}/api/v1/openapi.json\n"
        f"{sign_ins()}"
        f"    数据   data     {home.data_folder()}\n"
        f"    日志   log      {log}\n\n"
        f"  Ctrl-C 停止 · stops everything\n",
        flush=True,
    )


def _healthy(host: str, port: int) -> bool:
    with suppress(OSError, http.client.HTTPException):
        connection = http.client.HTTPConnection(host, port, timeout=5)
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    return False
