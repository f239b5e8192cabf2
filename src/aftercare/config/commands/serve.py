"""只启动网站。 Starts the web server alone.

Any number may run side by side against one AFTERCARE_DATABASE_URL; `aftercare work` does the jobs.
可同时运行多个，共用一个 AFTERCARE_DATABASE_URL；后台任务由 aftercare work 完成。
"""

from argparse import ArgumentParser, Namespace

from aftercare.config import doors, web


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="instead of AFTERCARE_PORT (8000) · 端口")
    parser.add_argument("--host", help="instead of AFTERCARE_HOST (127.0.0.1) · 监听地址")


def run(given: Namespace) -> int:
    web.listen_on(given.host, given.port)
    host, port = web.address()
    web.demand_free_port(host, port)
    with doors.open_house(pooled=True):
        doors.close_connections()
        web.preload()
        web.serve()
    return 0
