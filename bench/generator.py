"""A company with as many cases as wanted: some made by the actions, the rest copied in SQL.

The first cases come in through `register_case`, so that every row is what the product writes; the
copies differ in number, customer, owner, unit, time and a rare word. Three in two hundred are open.
The same seed gives the same company. `python -m bench.generator 100000` fills the database that
AFTERCARE_DATABASE_URL names, to look at plans.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

CHUNK = 50_000
OPEN_SHARE = 3 / 200
CUSTOMERS_SHARE = 3
SEED = 20261122
TEMPLATES = 60
GIVEN = ("伟", "芳", "娜", "敏", "静", "丽华")
QUEUE = 60  # open cases of the agent who signs in: the queue is a full page at every size
CUSTOMERS = ["parties_customer", "parties_phone", "parties_nameword", "units_unit"]
SKIPPED = {"conversation_attachment", "imports_importedcase", "relations_caselink"}
FOUND = """
import random
from datetime import UTC, datetime, timedelta
from aftercare.config import doors
with doors.open_house():
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from aftercare.customers.products.actions import add_model, load_lines
    from aftercare.customers.units.actions import add_unit
    from aftercare.foundation.actor import SYSTEM
    from bench.generator import GIVEN, TEMPLATES
    from bench.load import TEXTS
    from tests.makers import company, complaint, person
    now = datetime.now(UTC)
    made = company(now)
    for number in range(30):
        person(f"agent{number}", f"客服{number}", "agent", made.east, now)
    categories = ("product_quality", "service", "logistics", "contract", "price")
    load_lines(actor=SYSTEM, now=now)
    models = [
        add_model(actor=SYSTEM, line_code="appliance", brand="安居", code=f"KFR-{power}{kind}",
                  name="挂机", category_word="空调", now=now).id
        for power in (26, 35, 50, 72) for kind in ("GW", "LW", "GW/N1")
    ]
    for number in range(TEMPLATES):
        mixed = "ERP审批通不过" if number % 10 == 3 else ""
        came = complaint(made.agent, description=f"{TEXTS[number % len(TEXTS)]}{mixed}第{number}件",
                  name="李王张刘陈杨赵黄周吴"[number % 10] + GIVEN[number // 10 % 6],
                  category=categories[number // 2 % 5], severity="BCCCA"[number // 3 % 5],
                  phone=f"137{number:08}", now=now)
        add_unit(actor=SYSTEM, customer_id=came.case.customer_id, model_id=models[number % 12],
                 serial=f"SN{number:08}", order_no=f"OD{number:08}", now=now)
"""
ISSUE = """
from datetime import UTC, datetime
from aftercare.config import doors
with doors.open_house():
    from aftercare.foundation.actor import SYSTEM
    from aftercare.foundation.identity.actions import issue_own_token
    from aftercare.foundation.identity.models import User
    from aftercare.people.staff.queries import actor_of_user
    now = datetime.now(UTC)
    agent = actor_of_user(actor=SYSTEM, user_id=User.objects.get(username="agent").id)
    print(issue_own_token(
        actor=agent, name=f"bench {now:%H%M%S}",
        scopes=["intake.register_case", "cases.see_*", "parties.see_*"],
        expires_at=None, now=now,
    ).word)
"""
SESSION = """
import re
from aftercare.config import doors
with doors.open_house():
    from django.conf import settings
    from django.test import Client
    from tests.makers import PASSWORD
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    client.get("/sign-in")
    client.post("/sign-in", {"login": "agent", "password": PASSWORD})
    print(client.cookies["sessionid"].value)
"""
CLOSED = {
    "cases_case": {
        "stage": "'closed'",
        "closed_at": "t.received_at + m.shift + interval '3 days'",
        "resolved_at": "t.received_at + m.shift + interval '2 days'",
        "next_due_at": "NULL",
        "late_from": "NULL",
        "endangered_from": "NULL",
    },
    "commitments_clock": {
        "met_at": "t.started_at + m.shift + interval '1 hour'",
        "was_due_at": "t.due_at + m.shift",
        "due_at": "NULL",
        "late_from": "NULL",
        "rings_at": "NULL",
    },
}
STRETCH = (
    "(((%s AT TIME ZONE 'UTC')::date - date '0001-01-01' + 1) / 30 * 2654435761 & 2147483647)::int"
)
MARKS = (
    f"(SELECT array_agg(mark # {STRETCH % 'o.registered_at'}"  # noqa: S608 - no values
    f" # {STRETCH % '(o.registered_at + m.shift)'})"
    " FROM unnest(t.marks) mark, cases_case o WHERE o.id = m.template)"
)
OWN = {
    "cases_case": {
        "id": "m.id",
        "number": "m.number",
        "intake_key": "NULL",
        "customer_id": "m.customer",
        "owner_id": "m.owner",
        "org_unit_id": "m.unit",
    },
    "cases_casewords": {"words": "t.words || to_tsvector('simple', m.rare)"},
    # As casework.doubles.rules.marks_at: each stretch of thirty days has marks of its own.
    "doubles_marks": {"marks": MARKS},
}


@dataclass(slots=True)
class Generator:
    connect: Callable[[], psycopg.Connection]
    python: Callable[[str], str]  # runs code of the product on that database
    _random: random.Random = field(default_factory=lambda: random.Random(SEED))

    def found(self) -> None:
        """The company, its people and the cases that are copied later."""
        self.python(FOUND)

    def token(self) -> str:
        """A new token of the agent, for a program."""
        return self.python(ISSUE).strip()

    def session(self) -> str:
        """The session of a signed-in agent."""
        return self.python(SESSION).strip()

    def newest(self) -> int:
        with self.connect() as connection:
            found = connection.execute("SELECT coalesce(max(id), 0) FROM cases_case").fetchone()
        return int(found[0]) if found else 0

    def newest_copy(self) -> int:
        """Before it the numbers have no gap, which what was created while measuring may have."""
        with self.connect() as connection:
            found = connection.execute(
                "SELECT max(id) FROM cases_case WHERE number LIKE 'BN%'"
            ).fetchone()
        return int(found[0]) if found else 0

    def fill(self, size: int) -> None:
        """Copies until there are so many cases; tells how long it took."""
        begun = time.monotonic()
        with self.connect() as connection:
            if self._count(connection) >= size:
                return
            # No foreign keys are looked up, no triggers run: every row is a copy of a good one.
            connection.execute("SET session_replication_role = replica")
            templates = self._rows(
                connection,
                f"SELECT id FROM cases_case ORDER BY id LIMIT {TEMPLATES}",  # noqa: S608
            )
            owners = self._rows(
                connection,
                "SELECT m.id, m.org_unit_id FROM staff_member m"
                " JOIN organisation_orgunit u ON u.id = m.org_unit_id"
                " WHERE handles <> '{}' AND u.code IN ('EAST', 'QUAL') ORDER BY m.id",
            )
            connection.execute("SET synchronous_commit = off")
            connection.execute("SET maintenance_work_mem = '512MB'")
            indexes = self._loose_indexes(connection)  # made anew at once, ten times faster
            for name, _made in indexes:
                connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
            while (there := self._count(connection)) < size:
                self._copy(connection, templates, owners, there, min(CHUNK, size - there))
                print(f"  {min(there + CHUNK, size):,} / {size:,}", flush=True)
            for _name, made in indexes:
                connection.execute(made.encode())
            print(f"  indexed after {time.monotonic() - begun:.0f} s", flush=True)
            connection.execute("VACUUM ANALYZE")
        print(f"  filled in {time.monotonic() - begun:.0f} s", flush=True)

    def _loose_indexes(self, connection: psycopg.Connection) -> list[tuple[str, str]]:
        """Those that no constraint stands on, of the tables that grow: name and how it is made.

        The copying itself goes by one of them: that of the clocks by their case.
        """
        found = connection.execute(
            "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i"
            " WHERE NOT i.indisunique AND i.indrelid::regclass::text = ANY(%s) ORDER BY 1",
            [[*self._tables(connection), *CUSTOMERS]],
        )
        return [row for row in found.fetchall() if not row[0].endswith("_case")]

    @staticmethod
    def _rows(connection: psycopg.Connection, question: str) -> list[tuple[int, ...]]:
        return connection.execute(question.encode()).fetchall()

    @staticmethod
    def _count(connection: psycopg.Connection) -> int:
        found = connection.execute("SELECT count(*) FROM cases_case").fetchone()
        return int(found[0]) if found else 0

    def _copy(
        self,
        connection: psycopg.Connection,
        templates: list[tuple[int, ...]],
        owners: list[tuple[int, ...]],
        there: int,
        wanted: int,
    ) -> None:
        first = self.newest() + 1
        with connection.transaction():
            connection.execute(
                "CREATE TEMP TABLE m (id bigint PRIMARY KEY, template bigint, number text,"
                " customer bigint, owner bigint, unit bigint, shift interval, is_open bool,"
                " rare text)"
                " ON COMMIT DROP"
            )
            customers = self._customers(connection, wanted // CUSTOMERS_SHARE + 1)
            with connection.cursor().copy(
                "COPY m (id, template, number, customer, owner, unit, shift, is_open, rare)"
                " FROM STDIN"
            ) as rows:
                for place in range(wanted):
                    rows.write_row(self._row(place, first, there, templates, owners, customers))
            connection.execute("ANALYZE m")
            for table in self._tables(connection):
                self._copy_table(connection, table)
            connection.execute(
                "INSERT INTO parties_sight (customer_id, org_unit_id)"
                " SELECT DISTINCT c.customer_id, c.org_unit_id FROM cases_case c JOIN m USING (id)"
                " ON CONFLICT DO NOTHING"
            )
            connection.execute(
                "SELECT setval(pg_get_serial_sequence('cases_case', 'id'), max(id)) FROM cases_case"
            )

    def _row(
        self,
        place: int,
        first: int,
        there: int,
        templates: list[tuple[int, ...]],
        owners: list[tuple[int, ...]],
        customers: tuple[int, int],
    ) -> tuple[object, ...]:
        chance = self._random
        is_own = there + place < TEMPLATES + QUEUE
        is_open = is_own or chance.random() < OPEN_SHARE
        back = chance.uniform(0, 8 * 3600) if is_open else chance.uniform(5, 1095) * 86_400
        return (
            first + place,
            *chance.choice(templates),
            f"BN{there + place + 1:08}",
            chance.randint(*customers),
            *(owners[0] if is_own else chance.choice(owners)),
            f"-{back:.0f} seconds",
            is_open,
            f"rare{chance.randrange(5000)}",
        )

    @staticmethod
    def _customers(connection: psycopg.Connection, wanted: int) -> tuple[int, int]:
        """New copies of the first customers, each with a number; their first and last id."""
        found = connection.execute("SELECT max(id) FROM parties_customer").fetchone()
        last = int(found[0]) if found else 0
        columns = _columns(connection, "parties_customer")
        copied = {name: f"t.{name}" for name in columns} | {
            "id": "n",
            "address_token": "left(md5(n::text), 16)",
        }
        connection.execute(
            _insert("parties_customer", copied)
            + b" FROM generate_series(%s::bigint, %s::bigint) n, parties_customer t"
            b" WHERE t.id = (SELECT min(id) FROM parties_customer) + n %% %s",
            [last + 1, last + wanted, TEMPLATES],
        )
        columns = _columns(connection, "parties_phone")
        copied = {name: f"t.{name}" for name in columns if name != "id"} | {
            "customer_id": "n",
            "number_index": "sha256(('number' || n)::bytea)",
            "tail_index": "CASE WHEN n %% 10000 < 60 THEN t.tail_index"
            " ELSE sha256(('tail' || n %% 10000)::bytea) END",
        }
        connection.execute(
            _insert("parties_phone", copied)
            + b" FROM generate_series(%s::bigint, %s::bigint) n, parties_phone t"
            b" WHERE t.id = (SELECT min(id) FROM parties_phone) + n %% %s",
            [last + 1, last + wanted, TEMPLATES],
        )
        theirs = (
            b" FROM generate_series(%s::bigint, %s::bigint) n, {table} t"
            b" WHERE t.customer_id = (SELECT min(id) FROM parties_customer) + n %% %s"
        )
        own = {"customer_id": "n", "serial": "'SN' || n", "order_no": "'OD' || n"}
        for table in ("parties_nameword", "units_unit"):
            names = [name for name in _columns(connection, table) if name != "id"]
            copied = {name: own.get(name, f"t.{name}") for name in names}
            connection.execute(
                _insert(table, copied) + theirs.replace(b"{table}", table.encode()),
                [last + 1, last + wanted, TEMPLATES],
            )
        connection.execute(
            "SELECT setval(pg_get_serial_sequence('parties_customer', 'id'), max(id))"
            " FROM parties_customer"
        )
        return last + 1, last + wanted

    @staticmethod
    def _tables(connection: psycopg.Connection) -> list[str]:
        """Every table that hangs on a case, the case itself first, its history last."""
        found = connection.execute(
            "SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
            " WHERE a.attname = 'case_id' AND c.relkind = 'r'"
            " AND c.relnamespace = 'public'::regnamespace ORDER BY 1"
        )
        hanging = [row[0] for row in found.fetchall() if row[0] not in SKIPPED]
        return ["cases_case", *hanging, "audit_entry", "audit_head"]

    @staticmethod
    def _copy_table(connection: psycopg.Connection, table: str) -> None:
        columns = _columns(connection, table)
        times = {name for name, kind in columns.items() if kind == "timestamp with time zone"}
        copied = {name: f"t.{name}" for name in columns if name != "id"}
        copied |= {name: f"t.{name} + m.shift" for name in times}
        link = "t.case_id = m.template"
        if table.startswith("audit_"):
            copied["subject"], link = "'case:' || m.id", "t.subject = 'case:' || m.template"
        elif table == "cases_case":
            link = "t.id = m.template"
        else:
            copied["case_id"] = "m.id"
        copied |= OWN.get(table, {})
        for is_open in (True, False):
            values = copied if is_open else copied | CLOSED.get(table, {})
            connection.execute(
                _insert(table, values)
                + f" FROM m JOIN {table} t ON {link} WHERE m.is_open = {is_open}".encode()
            )


def _columns(connection: psycopg.Connection, table: str) -> dict[str, str]:
    found = connection.execute(
        "SELECT column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'",
        [table],
    )
    return dict(found.fetchall())


def _insert(table: str, values: dict[str, str]) -> bytes:
    names = sql.SQL(", ").join(sql.Identifier(name) for name in values).as_string()
    return f"INSERT INTO {table} ({names}) SELECT {', '.join(values.values())}".encode()


def main() -> int:
    url = os.environ["AFTERCARE_DATABASE_URL"]

    def python(code: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    generator = Generator(lambda: psycopg.connect(url, autocommit=True), python)
    if generator.newest() == 0:
        generator.found()
    generator.fill(int(sys.argv[1]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
