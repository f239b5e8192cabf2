"""A file of cases taken in whole: rows a CPU second, memory, and what a stop leaves behind.

    python bench/case_file.py 1000 10000     # into the database of AFTERCARE_DATABASE_URL,
                                             # which holds a company: aftercare demo

The rows are seeded: customers who come once or again, things, faults and dates in many words. Each
file is stopped at half first and what remains is counted; then it runs through. CPU seconds are of
this process and, beside it, of its connection to the database.
"""

import argparse
import os
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
THINGS = ("布艺沙发", "实木床", "衣柜", "空调挂机", "滚筒洗衣机", "燃气热水器", "瓷砖", "强化地板",
          "餐桌", "电视柜")  # fmt: skip
FAULTS = ("坐垫塌陷", "异响很大", "门关不严", "不制冷", "漏水", "打不着火", "边角开裂", "表面起泡",
          "颜色和样板不一样", "少了两个螺丝", "送货晚了三天", "客服一直不回电话")  # fmt: skip
SINCE = ("刚装好就这样", "用了一个月", "上周开始", "昨天晚上发现", "修过一次又坏了", "一直没人来")
WISHES = ("请尽快上门处理", "要求换货", "想退货", "希望给个说法", "要求补偿", "请安排师傅来看")
HEAD = """\
| rows | step | CPU s | database CPU s | seconds | rows per CPU second | memory MB |
|--:|:--|--:|--:|--:|--:|--:|"""


def table(count: int) -> bytes:
    chance = random.Random(SEED + count)
    mark = f"{time.time():.0f}"  # what was imported before is left out
    lines = ["客户姓名,联系电话,详细地址,产品名称,型号,问题描述,受理时间,平台订单号,投诉编号"]
    for number in range(count):
        who = number if chance.random() < 0.7 else chance.randrange(number + 1)
        own = random.Random(SEED + who)
        name = own.choice(SURNAMES) + "".join(own.choices(GIVEN, k=2))
        place = f"{own.choice(PLACES)}{own.choice(STREETS)}{own.randrange(1, 900)}号"
        thing = chance.choice(THINGS)
        what = f"{thing}{chance.choice(FAULTS)}，{chance.choice(SINCE)}，{chance.choice(WISHES)}。"
        day = f"2026-11-{chance.randrange(1, 21):02d}"
        at = f"{day} {chance.randrange(8, 20):02d}:{number % 60:02d}"
        phone = f"18{count % 10}{count % 7}{(who * 7 + int(mark) * 13) % 10_000_000:07d}"
        model = f"AJ-{chance.randrange(100, 140)}"
        lines.append(
            f"{name},{phone},{place},{thing},{model},{what}第{number}件,{at},"
            f"D{mark}-{number:06d},T{mark}-{number:06d}"
        )
    return "\n".join(lines).encode()


class Meter:
    """What a step took, as a line of the table."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.begin()

    def begin(self) -> None:
        self.cpu, self.base, self.wall = time.process_time(), database_cpu(), time.perf_counter()

    def end(self, step: str, rows: int) -> None:
        spent, theirs = time.process_time() - self.cpu, database_cpu() - self.base
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        line = (
            f"| {self.count:,} | {step} | {spent:.1f} | {theirs:.1f} |"
            f" {time.perf_counter() - self.wall:.1f} | {rows / (spent + theirs):.0f} | {most} |"
        )
        print(line, flush=True)
        self.begin()


def database_cpu() -> float:
    """CPU seconds of the server process behind this connection; 0 where it cannot be seen."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def checked(count: int, meter: Meter) -> int:
    """Uploads and checks the table; the number of the import."""
    from django.utils import timezone

    from aftercare.casework.imports import actions, queries
    from aftercare.foundation.actor import SYSTEM

    now, content = timezone.now(), table(count)
    meter.begin()
    run = actions.upload_table(actor=SYSTEM, name="cases.csv", content=content, now=now)
    fields = {c.key: c.field for c in queries.columns(actor=SYSTEM, run_id=run.id)}
    meter.end("read, columns proposed", count)
    options = queries.Options(kind="complaint", kind_words={})
    actions.check_import(
        actor=SYSTEM, run_id=run.id, fields=fields, options=options, now=now, inline=True
    )
    found = actions.check_rows(actor=SYSTEM, run_id=run.id, now=now)
    meter.end(f"checked, {found.ready_count:,} ready", count)
    actions.start_import(actor=SYSTEM, run_id=run.id, now=now, inline=True)
    return run.id


def left_behind() -> dict[str, int]:
    """Rows of every table that an import could have written to."""
    from django.apps import apps

    models = (
        model for model in apps.get_models() if not model.__module__.endswith("imports.models")
    )
    return {m._meta.label: m._default_manager.count() for m in models}  # noqa: SLF001


def stopped_at_half(run_id: int, count: int, meter: Meter) -> None:
    from django.utils import timezone

    from aftercare.casework.imports import actions, adapters
    from aftercare.foundation.actor import SYSTEM

    def tell(done: int, total: int) -> None:
        if done * 2 >= total:
            raise adapters.Stopped

    before = left_behind()
    meter.begin()
    with suppress(adapters.Stopped):
        actions.import_rows(actor=SYSTEM, run_id=run_id, now=timezone.now(), tell=tell)
    after = left_behind()
    left = [name for name, number in before.items() if after[name] != number]
    meter.end(f"stopped at half, tables that changed: {', '.join(left) or 'none'}", count // 2)


def taken(count: int) -> None:
    from django.utils import timezone

    from aftercare.casework.imports.actions import import_rows
    from aftercare.foundation.actor import SYSTEM

    meter = Meter(count)
    run_id = checked(count, meter)
    stopped_at_half(run_id, count, meter)
    meter.begin()
    done = import_rows(actor=SYSTEM, run_id=run_id, now=timezone.now())
    meter.end(f"imported {done.imported_count:,}", count)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("rows", type=int, nargs="+")
    sizes = parser.parse_args().rows
    import django

    django.setup()
    print(HEAD, flush=True)
    for count in sizes:
        taken(count)


if __name__ == "__main__":
    main()
