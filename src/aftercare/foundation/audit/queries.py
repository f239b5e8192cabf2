import json
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.kept import asked_once
from aftercare.foundation.pages import Page, cursor_of, key_of
from aftercare.foundation.privacy.fields import Unreadable, unseal
from aftercare.foundation.spans import Span, within

from . import rules
from .adapters import VERSION, Checker, Findings, Line, begun_in, end_of, line_of, lines
from .models import Entry, Words

SEE_HISTORY = view("audit.see_history")
VERIFY = view("audit.see_verification")
STEP = 2000
MOST_AT_ONCE = 201
TEXT = Words._meta.get_field("text")  # noqa: SLF001
_ENTRIES = """
SELECT e.subject, e.seq, e.at, e.user_id, e.kind, e.verb, e.detail, e.before, e.hash,
       h.seq, h.hash, h.register,
       (SELECT json_agg(ARRAY[commitment, encode(salt, 'hex'), encode(text, 'hex')])
        FROM audit_words WHERE commitment IN
          (SELECT said #>> '{}' FROM jsonb_path_query(e.detail, '$.words.*') said))
FROM audit_entry e LEFT JOIN audit_head h USING (subject) ORDER BY e.subject, e.seq
"""
_LOST = """
SELECT h.subject, h.seq, h.hash, h.register FROM audit_head h
WHERE NOT EXISTS (SELECT FROM audit_entry e WHERE e.subject = h.subject)
"""
_REGISTERED = """
SELECT register, subject FROM audit_head WHERE register IS NOT NULL
ORDER BY register, subject COLLATE "C"
"""

_BEGUN = """
SELECT DISTINCT first.subject, first.hash FROM audit_entry told
JOIN audit_entry first ON first.subject = told.subject AND first.seq = 1 WHERE told.verb = %s
"""
_BEGIN_SO = """
SELECT subject FROM audit_entry
JOIN unnest(%s::text[], %s::bytea[]) AS other (subject, hash) USING (subject, hash) WHERE seq = 1
"""

# What the account is called today, with the entry, so that a page of history is one query.
_NAME = Subquery(
    get_user_model()
    .objects.filter(pk=OuterRef("user_id"))
    .values_list(Coalesce(NullIf("display_name", Value("")), "username"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One entry; `actor_name` as the account is called today, "" for system and customers.

    `said` is the verb in the reader's language. `detail` is what the hash is made of; `words` are
    the texts that people typed, by name, None where a text was erased.
    """

    id: int
    subject: str
    seq: int
    at: datetime
    user_id: int | None
    actor_name: str
    kind: str
    verb: str
    said: str
    detail: Mapping[str, object]
    words: Mapping[str, str | None]
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFilter:
    """Empty fields do not bound."""

    subject: str = ""
    verb: str = ""
    user_id: int | None = None
    from_at: datetime | None = None
    until_at: datetime | None = None


@cache
def _verbs() -> dict[str, dict[str, str]]:
    path = Path(__file__).parent / "data" / "verbs.toml"
    found: dict[str, dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return found


def verb_choices() -> list[tuple[str, str]]:
    """Every verb with its words in the reader's language, for a filter."""
    return [(verb, said_of(verb)) for verb in _verbs()]


def said_of(verb: str) -> str:
    """`case.closed` in words."""
    tongue = "zh" if (get_language() or "zh").startswith("zh") else "en"
    return _verbs().get(verb, {}).get(tongue, verb)


def history(*, actor: Actor, subject: str, cursor: str = "", limit: int = 50) -> Page[EntryRow]:
    """The chain of one subject, latest first.

    Whoever calls has made sure that the actor may see the subject itself.
    """
    if not cursor and limit + 1 == MOST_AT_ONCE:
        return _paged(_newest(subject), limit)
    rows = Entry.objects.filter(subject=subject).order_by("-seq")
    if cursor:
        (seq,) = key_of(cursor, parts=1)
        rows = rows.filter(seq__lt=_number(seq))
    return _page(rows, limit)


def entries(
    *, actor: Actor, wanted: HistoryFilter, cursor: str = "", limit: int = 50
) -> Page[EntryRow]:
    """All that was recorded, latest first, for who may read the whole history."""
    actor.must(SEE_HISTORY)
    bounds = {
        "subject": wanted.subject,
        "verb": wanted.verb,
        "user_id": wanted.user_id,
        "at__gte": wanted.from_at,
        "at__lt": wanted.until_at,
    }
    rows = Entry.objects.filter(**{k: v for k, v in bounds.items() if v not in {"", None}})
    if cursor:
        (last,) = key_of(cursor, parts=1)
        rows = rows.filter(Q(id__lt=_number(last)))
    return _page(rows.order_by("-id"), limit, by="id")


def entries_between(
    *, actor: Actor, subjects: Collection[str], verbs: Collection[str], span: Span,
    detail: Mapping[str, object] | None = None,
) -> list[EntryRow]:  # fmt: skip
    """What of these verbs was recorded about any of the subjects, latest first; two queries.

    `detail` narrows to entries that hold these values. Who calls has made sure of the sight.
    """
    rows = Entry.objects.filter(subject__in=subjects, verb__in=verbs)
    if detail:
        rows = rows.filter(detail__contains=dict(detail))
    found = list(within(rows, span).annotate(actor_name=_NAME)[: span.limit])
    texts = _texts(found)
    return [row_of(entry, entry.actor_name or "", texts) for entry in found]


def verify(*, actor: Actor, progress: Callable[[int], None], older: Path | None = None) -> Findings:
    """Checks every chain in one consistent view; nothing is held in memory but the register.

    `older` is an export whose chains must all be beginnings of those of today.
    """
    actor.must(VERIFY)
    checker = Checker(progress)
    with _one_view():
        _walk(checker.entry, checker.end)
        checker.register(_members())
        if older is not None:
            checker.findings.faults.extend(_changed_since(older))
    return checker.findings


def export(*, actor: Actor, write: Callable[[Line], None], at: datetime) -> Findings:
    """Writes the whole history line by line; adapters.py says in what form."""
    actor.must(VERIFY)
    counted = Findings()

    def entry(link: rules.Link) -> None:
        counted.entries += 1
        write(line_of(link))

    def end(subject: str, head: rules.Head | None) -> None:
        counted.chains += 1
        seq, digest = (head.seq, head.hash.hex()) if head else (0, "")
        register = head.register if head else None
        write({"end_of": subject, "seq": seq, "hash": digest, "register": register})

    with _one_view():
        write({"aftercare_audit": VERSION, "exported_at": rules.moment(at)})
        _walk(entry, end)
        for number, subject in _members():
            write({"registered": number, "subject": subject})
        write({"entries": counted.entries, "chains": counted.chains})
    return counted


def begun_of(*, actor: Actor, verb: str, exported: Path | None = None) -> dict[str, bytes]:
    """Whose history holds the verb, with the hash that it begins with; of an export, if named.

    The hash tells a subject from that of the same number elsewhere. Raises NotAnExport.
    """
    actor.must(VERIFY)
    if exported is not None:
        return begun_in(exported, verb)
    with connection.cursor() as cursor:
        cursor.execute(_BEGUN, [verb])
        return {subject: bytes(digest) for subject, digest in cursor.fetchall()}


def that_begin_so(*, actor: Actor, begun: Mapping[str, bytes]) -> set[str]:
    """Which of these subjects are here, with histories that begin with the same hash."""
    actor.must(VERIFY)
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN_SO, [list(begun), list(begun.values())])
        return {subject for (subject,) in cursor.fetchall()}


@contextmanager
def _one_view() -> Iterator[None]:
    """One snapshot for entries, heads and register, beside whoever writes."""
    with transaction.atomic(), connection.cursor() as cursor:
        if len(connection.savepoint_ids) == 0:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _walk(
    entry: Callable[[rules.Link], None], end: Callable[[str, rules.Head | None], None]
) -> None:
    """All chains, entry by entry, each followed by its end; then the ends without a chain."""
    for subject, group in groupby(_rows(_ENTRIES), key=itemgetter(0)):
        head = None
        for row in group:
            entry(_link(row))
            if row[9] is not None:
                head = rules.Head(
                    subject=subject, seq=row[9], hash=bytes(row[10]), register=row[11]
                )
        end(subject, head)
    for subject, seq, digest, register in _rows(_LOST):
        end(subject, rules.Head(subject=subject, seq=seq, hash=bytes(digest), register=register))


def _link(row: tuple[Any, ...]) -> rules.Link:
    return rules.Link(
        subject=row[0],
        seq=row[1],
        at=row[2],
        user_id=row[3],
        kind=row[4],
        verb=row[5],
        detail=row[6] if isinstance(row[6], dict) else json.loads(row[6]),
        before=bytes(row[7]),
        hash=bytes(row[8]),
        words={said: _kept(salt, sealed) for said, salt, sealed in row[12] or ()},
    )


def _kept(salt: str, sealed: str) -> rules.Kept:
    """A text that does not open any more is none: it fits no commitment."""
    try:
        text = unseal(bytes.fromhex(sealed), TEXT.context)
    except Unreadable:
        text = ""
    return rules.Kept(bytes.fromhex(salt), text)


def _members() -> Iterator[tuple[int, str]]:
    yield from _rows(_REGISTERED)


def _rows(query: str) -> Iterator[Any]:
    """Rows through a server-side cursor, some thousand at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(STEP):
            yield from rows


def _changed_since(older: Path) -> Iterator[rules.Fault]:
    ends = (end_of(line) for line in lines(older) if "end_of" in line)
    while batch := list(islice(ends, STEP)):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT subject, seq, hash FROM audit_entry JOIN unnest(%s::text[], %s::bigint[]) "
                "AS old (subject, seq) USING (subject, seq)",
                [[end.subject for end in batch], [end.seq for end in batch]],
            )
            now = {(subject, seq): bytes(digest) for subject, seq, digest in cursor.fetchall()}
        for end in batch:
            if now.get((end.subject, end.seq)) != end.hash:
                kind = rules.FaultKind.CHANGED_SINCE
                yield rules.Fault(kind=kind, subject=end.subject, seq=end.seq)


def _page(rows: QuerySet[Entry], limit: int, by: str = "seq") -> Page[EntryRow]:
    return _paged(list(rows.annotate(actor_name=_NAME)[: limit + 1]), limit, by)


@asked_once
def _newest(subject: str) -> QuerySet[Entry]:
    newest = Entry.objects.filter(subject=subject).order_by("-seq")
    return newest.annotate(actor_name=_NAME)[:MOST_AT_ONCE]


def _paged(found: Sequence[Any], limit: int, by: str = "seq") -> Page[EntryRow]:
    shown = found[:limit]
    texts = _texts(shown)
    return Page(
        rows=[row_of(entry, entry.actor_name or "", texts) for entry in shown],
        next_cursor=cursor_of(getattr(shown[-1], by)) if len(found) > limit else None,
    )


def _texts(entries: Iterable[Entry]) -> dict[str, str]:
    """What was typed into the entries and is still there, by commitment."""
    said = [one for entry in entries for one in rules.commitments(entry.detail)]
    if not said:
        return {}
    return dict(Words.objects.filter(commitment__in=said).values_list("commitment", "text"))


def _number(part: object) -> int:
    return part if isinstance(part, int) else 0


def row_of(entry: Entry, actor_name: str, texts: Mapping[str, str]) -> EntryRow:
    said = entry.detail.get(rules.WORDS, {})
    return EntryRow(
        id=entry.id,
        subject=entry.subject,
        seq=entry.seq,
        at=entry.at,
        user_id=entry.user_id,
        actor_name=actor_name,
        kind=entry.kind,
        verb=entry.verb,
        said=said_of(entry.verb),
        detail=entry.detail,
        words={name: texts.get(commitment) for name, commitment in said.items()},
        hash=bytes(entry.hash).hex(),
    )
