"""A table of customers taken in whole: rows a second, memory, and what a stop leaves behind.

    python bench/registers.py 100000       # into the database of AFTERCARE_DATABASE_URL

The rows are seeded. First the import is stopped at half, and what remains is counted; then it runs
through. CPU seconds are those of this process, without the database's.
"""

import argparse
import random
import resource
import sys
import time
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

SEED = 20261122
STREETS = ("文星路", "国权路", "中山北路", "建设大道", "人民东路", "解放西路")
PLACES = ("广东省佛山市顺德区", "上海市杨浦区", "浙江省杭州市余杭区", "四川省成都市武侯区")
SURNAMES, GIVEN = "张王李赵刘陈杨黄周吴", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚"


def table(count: int) -> bytes:
    chance = random.Random(SEED)
    lines = ["客户姓名,手机,详细地址,客户性质,备注"]
    for number in range(count):
        name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2))
        place = f"{chance.choice(PLACES)}{chance.choice(STREETS)}{chance.randrange(1, 900)}号"
        lines.append(f"{name},19{700_000_000 + number * 7:09d},{place},个人,")
    return "\n".join(lines).encode()


def step(name: str, begun: float, count: int) -> None:
    spent = time.process_time() - begun
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    rate = f"{spent:8.1f} CPU s {count / spent:9.0f} rows/s   {most:5d} MB"
    print(f"{name:<24} {rate}", flush=True)


def checked(count: int) -> int:
    """Uploads and checks the table; the number of the import."""
    from django.utils import timezone

    from aftercare.casework.imports import actions, queries
    from aftercare.foundation.actor import SYSTEM

    now, begun = timezone.now(), time.process_time()
    run = actions.upload_table(
        actor=SYSTEM, name="customers.csv", content=table(count), target="customers", now=now
    )
    fields = {c.key: c.field for c in queries.columns(actor=SYSTEM, run_id=run.id)}
    step("read, columns proposed", begun, count)
    begun = time.process_time()
    actions.check_import(
        actor=SYSTEM, run_id=run.id, fields=fields, options=queries.Options(kind_words={}),
        now=now, inline=True,
    )  # fmt: skip
    found = actions.check_rows(actor=SYSTEM, run_id=run.id, now=now)
    step(f"checked, {found.ready_count} ready", begun, count)
    actions.start_import(actor=SYSTEM, run_id=run.id, now=now, inline=True)
    return run.id


def stopped_at_half(run_id: int, count: int) -> None:
    from django.utils import timezone

    from aftercare.casework.imports import actions, adapters
    from aftercare.customers.parties.models import Customer
    from aftercare.foundation.actor import SYSTEM

    def tell(done: int, total: int) -> None:
        if done * 2 >= total:
            raise adapters.Stopped

    before, begun = Customer.objects.count(), time.process_time()
    with suppress(adapters.Stopped):
        actions.import_rows(actor=SYSTEM, run_id=run_id, now=timezone.now(), tell=tell)
    step(f"stopped, left {Customer.objects.count() - before}", begun, count // 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("rows", type=int)
    count = parser.parse_args().rows
    import django

    django.setup()
    from django.utils import timezone

    from aftercare.casework.imports.actions import import_rows
    from aftercare.foundation.actor import SYSTEM

    run_id = checked(count)
    stopped_at_half(run_id, count)
    begun = time.process_time()
    done = import_rows(actor=SYSTEM, run_id=run_id, now=timezone.now())
    step(f"imported {done.imported_count}", begun, count)


if __name__ == "__main__":
    main()
