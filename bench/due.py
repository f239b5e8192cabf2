"""How fast due times are computed: python bench/due.py [seconds per figure].

Prints the cold start of a calendar, then per unit the microseconds of one warm due time without
and with three pauses, of a reading and of an explanation, then lines per second of the command
line. CPU time of this process; aim: one warm due time < 50 µs (docs/how-promises-are-counted.md).
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from time import perf_counter, process_time
from zoneinfo import ZoneInfo

SOURCES = Path(__file__).parents[1] / "src"
sys.path.insert(0, str(SOURCES))

from aftercare.casework.commitments.rules import (  # noqa: E402
    ClockFacts,
    PauseFacts,
    read_clock,
    rings,
    warnings_at,
)
from aftercare.foundation.counting import explain  # noqa: E402
from aftercare.foundation.measure import Promise, Unit, due, merged  # noqa: E402
from aftercare.foundation.worktime import Span, WorkCalendar  # noqa: E402
from aftercare.policy.calendars.adapters import official_days  # noqa: E402

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 1, 9, 16, 30, tzinfo=SHANGHAI)
PAUSES = [
    Span(START + timedelta(days=days), START + timedelta(days=days, hours=5)) for days in (0, 3, 4)
]
AMOUNTS = {Unit.HOUR: 24, Unit.WORKING_HOUR: 14, Unit.DAY: 5, Unit.WORKING_DAY: 5}
LINES = 20_000


def calendar(first_hour: int = 9) -> WorkCalendar:
    official = official_days()
    openings = ((time(first_hour), time(12)), (time(13), time(17)))
    return WorkCalendar(
        zone=SHANGHAI,
        weekly=dict.fromkeys(range(5), openings),
        official=official.days,
        known_until=official.known_until,
    )


def micros_each(work: Callable[[int], object], seconds: float) -> float:
    done, begun = 0, process_time()
    while (passed := process_time() - begun) < seconds:
        for nth in range(100):
            work(done + nth)
        done += 100
    return passed / done * 1e6


def promise(unit: Unit, office: WorkCalendar, nth: int = 0) -> Promise:
    start = START + timedelta(minutes=nth % 100_000)
    return Promise(calendar=office, start=start, amount=AMOUNTS[unit], unit=unit)


def clock(unit: Unit) -> ClockFacts:
    return ClockFacts(
        unit=unit,
        amount=AMOUNTS[unit],
        started_at=START,
        pauses=[PauseFacts(reason="x", started_at=p.start, ended_at=p.end) for p in PAUSES],
    )


def cold() -> None:
    begun = process_time()
    due(promise(Unit.WORKING_DAY, calendar()))
    first = process_time() - begun
    begun = process_time()
    for hour in range(9):
        due(promise(Unit.WORKING_DAY, calendar(hour)))
    each = (process_time() - begun) / 9
    print(f"cold: first due time {first * 1e3:.1f} ms (reads the official days), ", end="")
    print(f"each further calendar {each * 1e3:.2f} ms")


def warm(seconds: float) -> None:
    print(f"{'µs each':14}{'due':>8}{'due/s':>10}{'3 pauses':>10}{'reading':>9}", end="")
    print(f"{'rings':>8}{'explained':>11}")
    office = calendar()
    for unit in Unit:
        row(unit, office, seconds)


def row(unit: Unit, office: WorkCalendar, seconds: float) -> None:
    facts, now, alarms = clock(unit), START + timedelta(days=2), warnings_at((50, 75, 90))
    plain = micros_each(lambda nth: due(promise(unit, office, nth)), seconds)
    paused = micros_each(lambda nth: due(promise(unit, office, nth), merged(PAUSES)), seconds)
    reading = micros_each(lambda _: read_clock(facts, office, now), seconds)
    rung = micros_each(lambda _: rings(facts, office, now, alarms), seconds)
    told = micros_each(lambda nth: explain(promise(unit, office, nth % 60)), seconds)
    print(f"{unit.value:14}{plain:8.1f}{1e6 / plain:10,.0f}{paused:10.1f}", end="")
    print(f"{reading:9.1f}{rung:8.1f}{told:11.1f}")


def lines() -> None:
    questions = "".join(
        json.dumps(
            {
                "start": (START + timedelta(minutes=7 * nth)).isoformat(),
                "amount": 1 + nth % 5,
                "unit": list(Unit)[nth % 4],
                "hours": ["09:00-12:00", "13:00-17:00"],
                "pauses": [[span.start.isoformat(), span.end.isoformat()] for span in PAUSES],
            }
        )
        + "\n"
        for nth in range(LINES)
    )
    program = (
        "import argparse, sys; from aftercare.config.commands import due;"
        "parser = argparse.ArgumentParser(); due.arguments(parser);"
        "sys.exit(due.run(parser.parse_args()))"
    )
    for options in ((), ("--no-explanation",)):
        begun, used = perf_counter(), os.times()
        subprocess.run(
            [sys.executable, "-c", program, "--json", *options],
            input=questions.encode(),
            stdout=subprocess.DEVNULL,
            env={"PYTHONPATH": str(SOURCES)},
            check=True,
        )
        passed = perf_counter() - begun
        print(f"aftercare due --json {' '.join(options):17}", end="")
        cpu = sum(os.times()[2:4]) - sum(used[2:4])
        print(f"{LINES:,} lines in {passed:.1f} s, {cpu:.1f} s of CPU", end="")
        print(f": {LINES / passed:,.0f} a second, {LINES / cpu:,.0f} a CPU second")


if __name__ == "__main__":
    cold()
    warm(float(sys.argv[1]) if len(sys.argv) > 1 else 0.3)
    lines()
