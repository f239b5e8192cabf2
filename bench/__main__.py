"""How fast the product is, and whether it stays so: python -m bench [--sizes 1000,100000].

An installation of its own (embedded PostgreSQL with all its durability, web and worker as in
`aftercare run`) is filled by a seeded generator to each size in turn and measured through HTTP.
CPU-milliseconds are of all processes: web, worker, supervisor and database. The table is printed
and written to bench/results.md.
"""

import argparse
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from aftercare.config.cluster import Cluster
from bench.generator import Generator
from bench.load import TEXTS, Client, Figure, measure, memory
from tests.houses import House, free_port, house_for_tests

HERE = Path(__file__).parent
SIZES = "1000,100000,1000000"
CONNECTIONS = (1, 8, 32)
PARTS = ("丽华", "lihua")
NAMES = ("王芳", "lina", "zw")  # as written, in pinyin, its initials
HEAD = """\
| cases | what | connections | a second | p50 ms | p95 ms | CPU ms |
|--:|:--|--:|--:|--:|--:|--:|"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", default=SIZES, help=f"numbers of cases, default {SIZES}")
    parser.add_argument("--seconds", type=float, default=8, help="time for each figure, default 8")
    parser.add_argument(
        "--kept",
        type=Path,
        metavar="FOLDER",
        help="an installation that is filled once, stays, and is measured again without filling",
    )
    given = parser.parse_args()
    sizes = sorted(int(size) for size in given.sizes.split(","))
    lines = [f"{platform.platform()}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC", "", HEAD]
    print("\n".join(lines), flush=True)
    with house_to_measure(given.kept) as house:
        house.get_well()
        generator = Generator(lambda: Cluster(folder=house.data).connect("aftercare"), house.python)
        if generator.newest() == 0:
            generator.found()
        for size in sizes:
            generator.fill(size)
            for line in rows(house, generator, size, given.seconds):
                print(line, flush=True)
                lines.append(line)
        held = memory(house)
    parts = ", ".join(f"{name.split()[0]} {mib:.0f}" for name, mib in held.items())
    lines += ["", f"Memory of web and worker: {sum(held.values()):.0f} MiB ({parts})."]
    lines += ["", "```text", due(), "```", ""]
    print("\n".join(lines[-6:]))
    (HERE / "results.md").write_text("# Measured\n\n" + "\n".join(lines), encoding="utf-8")
    return 0


@contextmanager
def house_to_measure(kept: Path | None) -> Iterator[House]:
    """A new installation, gone afterwards; or the one in a folder, made there the first time."""
    more = {"AFTERCARE_API_PER_MINUTE": "0"}
    if kept is None:
        with house_for_tests(**more) as house:
            yield house
        return
    kept.mkdir(exist_ok=True)
    kept.chmod(0o711)  # the user of the database passes through
    house = House(data=kept.absolute() / "data", port=free_port(), more=more)
    house.start()
    try:
        yield house
    finally:
        house.stop()


def rows(house: House, generator: Generator, size: int, seconds: float) -> list[str]:
    """The figures of one size, as lines of the table."""
    client = Client(house.port, generator.token(), generator.session())
    newest = generator.newest_copy()
    reads = {
        "queue page": lambda _: client.page("/desk/"),
        "case page": lambda n: client.page(f"/desk/cases/{newest - n % 500}"),
        "list of cases, page": lambda _: client.page("/desk/cases"),
        "newest 50 open": lambda _: client.get("/api/v1/cases?is_open=true&limit=50"),
        "one case": lambda n: client.get(f"/api/v1/cases/{newest - n % 500}"),
        "search, common word": lambda _: client.get("/api/v1/cases?q=%E5%BC%82%E5%93%8D"),
        "search, rare word": lambda n: client.get(f"/api/v1/cases?q=rare{n % 5000}"),
        "search, number": lambda n: client.get(f"/api/v1/cases?q=BN{n % size + 1:08}"),
        "search, two words": lambda _: client.get(f"/api/v1/cases?q={quote('沙发 塌陷')}"),
        "search, name": lambda n: client.get(f"/api/v1/cases?q={quote(NAMES[n % 3])}"),
        "search, part of a name": lambda n: client.get(f"/api/v1/cases?q={quote(PARTS[n % 2])}"),
        "search, mixed code": lambda _: client.get(f"/api/v1/cases?q={quote('ERP审批')}"),
        "search, phone tail": lambda n: client.get(f"/api/v1/cases?q={n % 60:04}"),
        "search page, a name": lambda n: client.page(f"/desk/search?q={quote(NAMES[n % 3])}"),
        "search page, a serial": lambda n: client.page(f"/desk/search?q=SN{n % size // 3 + 100}"),
        "search page, a model": lambda _: client.page("/desk/search?q=KFR-35GW"),
        "likely doubles": lambda n: client.get(
            f"/api/v1/cases/duplicates?phone=137{n % 60:08}&text={quote(TEXTS[n % len(TEXTS)])}"
        ),
    }
    found = [
        line(size, name, 1, measure(house, once, connections=1, seconds=seconds))
        for name, once in reads.items()
    ]
    for connections in CONNECTIONS:
        figure = measure(house, client.create, connections=connections, seconds=seconds)
        found.append(line(size, "create", connections, figure))
    return found


def line(size: int, name: str, connections: int, figure: Figure) -> str:
    speed = f"{figure.per_second:,.1f} | {figure.p50:.1f} | {figure.p95:.1f} | {figure.cpu:.1f}"
    return f"| {size:,} | {name} | {connections} | {speed} |"


def due() -> str:
    """What bench/due.py says: microseconds of a warm due time, lines a second."""
    with tempfile.TemporaryFile("w+") as said:
        subprocess.run([sys.executable, str(HERE / "due.py")], stdout=said, check=True)
        said.seek(0)
        return said.read().strip()


if __name__ == "__main__":
    raise SystemExit(main())
