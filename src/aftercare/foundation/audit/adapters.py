"""A history as a file that an auditor can check without the system: one JSON object a line.

    {"aftercare_audit": 1, "exported_at": …}          the first line
    {"subject": …, "seq": 1, …, "before": …, "hash": …}  the entries of a chain, in their order;
                                                      "words": {commitment: [salt, text]}
    {"end_of": subject, "seq": …, "hash": …, "register": …}  after each chain
    {"registered": number, "subject": …}              all registered chains, by number and bytes
    {"entries": …, "chains": …}                       the last line: a file that was cut lacks it

Standard library only.
"""

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

from . import rules

VERSION = 1
Line = dict[str, Any]


class NotAnExport(ValueError):
    """The file is not an export of the history, or it ends too early; `str()` says where."""


@dataclass(slots=True, kw_only=True)
class Findings:
    """What a verification counted and found; `tip` is the last hash of the register.

    `erased` texts are gone with an entry that says so: no fault.
    """

    entries: int = 0
    chains: int = 0
    erased: int = 0
    tip: str = ""
    faults: list[rules.Fault] = field(default_factory=list)


@dataclass(slots=True)
class Checker:
    """Takes entries and ends in the order of the chains, gathers faults, remembers little."""

    progress: Callable[[int], None] = lambda _done: None
    findings: Findings = field(default_factory=Findings)
    known: dict[int, tuple[int, str]] = field(default_factory=dict)
    last: rules.Link | None = None
    missing: dict[str, int] = field(default_factory=dict)

    def entry(self, link: rules.Link) -> None:
        if self.last is not None and self.last.subject != link.subject:
            self._without_end(self.last)
            self.last = None
        self.findings.faults.extend(rules.link_faults(link, self.last))
        self._words(link)
        self.findings.entries += 1
        self.last = link
        if link.subject == rules.REGISTER:
            chains, digest = link.detail.get("chains"), link.detail.get("digest")
            self.known[link.seq] = (cast(int, chains), cast(str, digest))
            self.findings.tip = link.hash.hex()
        if not self.findings.entries % 1000:
            self.progress(self.findings.entries)

    def _words(self, link: rules.Link) -> None:
        """Texts that are missing wait for the entry that erased them, to the end of the chain."""
        self.findings.faults.extend(rules.word_faults(link))
        for said in rules.commitments(link.detail):
            if said not in link.words:
                self.missing[said] = link.seq
        for said in rules.erased_by(link):
            if self.missing.pop(said, None) is not None:
                self.findings.erased += 1

    def _without_end(self, last: rules.Link) -> None:
        self._end_of_words(last.subject)
        self.findings.faults.extend(rules.end_faults(last, None))

    def _end_of_words(self, subject: str) -> None:
        kind = rules.FaultKind.WORDS_GONE
        self.findings.faults.extend(
            rules.Fault(kind=kind, subject=subject, seq=seq) for seq in self.missing.values()
        )
        self.missing.clear()

    def end(self, subject: str, head: rules.Head | None) -> None:
        self.findings.chains += 1
        if self.last is None or self.last.subject != subject:
            fault = rules.Fault(kind=rules.FaultKind.EMPTY, subject=subject)
            self.findings.faults.append(fault)
        else:
            self._end_of_words(subject)
            self.findings.faults.extend(rules.end_faults(self.last, head))
        self.last = None

    def register(self, members: Iterable[tuple[int, str]]) -> None:
        if self.last is not None:
            self._without_end(self.last)
        self.findings.faults.extend(rules.register_faults(self.known, members))


def opened(path: Path, mode: str) -> AbstractContextManager[IO[str]]:
    """The file as text; `.gz` is packed."""
    if path.suffix == ".gz":
        return cast(IO[str], gzip.open(path, f"{mode}t", encoding="utf-8"))
    return path.open(mode, encoding="utf-8")


def line_of(link: rules.Link) -> Line:
    return {
        "subject": link.subject,
        "seq": link.seq,
        "at": rules.moment(link.at),
        "user": link.user_id,
        "kind": link.kind,
        "verb": link.verb,
        "detail": link.detail,
        "form": link.form,
        "before": link.before.hex(),
        "hash": link.hash.hex(),
        "words": {said: [kept.salt.hex(), kept.text] for said, kept in link.words.items()},
    }


def link_of(line: Line) -> rules.Link:
    return rules.Link(
        subject=line["subject"],
        seq=line["seq"],
        at=datetime.fromisoformat(line["at"]),
        user_id=line["user"],
        kind=line["kind"],
        verb=line["verb"],
        detail=line["detail"],
        form=line["form"],
        before=bytes.fromhex(line["before"]),
        hash=bytes.fromhex(line["hash"]),
        words={
            said: rules.Kept(bytes.fromhex(salt), text)
            for said, (salt, text) in line["words"].items()
        },
    )


def end_of(line: Line) -> rules.Head:
    return rules.Head(
        subject=line["end_of"],
        seq=line["seq"],
        hash=bytes.fromhex(line["hash"]),
        register=line["register"],
    )


def lines(path: Path) -> Iterator[Line]:
    """The lines of an export. Raises NotAnExport."""
    try:
        with opened(path, "r") as file:
            for number, text in enumerate(file, 1):
                line = json.loads(text)
                if number == 1 and line.get("aftercare_audit") != VERSION:
                    raise NotAnExport(f"{path}: not an export of this version")
                yield line
    except (ValueError, AttributeError, EOFError, OSError) as error:
        raise NotAnExport(f"{path}: {error}") from error


def check_file(path: Path, progress: Callable[[int], None]) -> Findings:
    """Checks every chain of an exported file. Raises NotAnExport."""
    checker = Checker(progress)
    try:
        complete = _take(lines(path), checker)
    except NotAnExport:
        raise
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
        raise NotAnExport(f"{path}: {error!r}") from error
    if not complete:
        raise NotAnExport(f"{path}: it ends too early, or lines are missing")
    return checker.findings


def begun_in(path: Path, verb: str) -> dict[str, bytes]:
    """The subjects whose chain holds the verb, with the hash of its first entry."""
    found, first = dict[str, bytes](), b""
    for line in lines(path):
        if line.get("seq") == 1 and "verb" in line:
            first = link_of(line).hash
        if line.get("verb") == verb:
            found[str(line["subject"])] = first
    return found


def _take(found: Iterable[Line], checker: Checker) -> bool:
    """Whether the file is whole: its last line counts what stands before."""
    members: list[tuple[int, str]] = []
    ended: set[tuple[int | None, str]] = set()
    complete = False
    for line in found:
        if "verb" in line:
            checker.entry(link_of(line))
        elif "end_of" in line:
            head = end_of(line)
            checker.end(head.subject, head)
            ended.add((head.register, head.subject))
        elif "registered" in line:
            members.append((line["registered"], line["subject"]))
        elif "entries" in line:
            counted = (checker.findings.entries, checker.findings.chains)
            complete = counted == (line["entries"], line["chains"])
    checker.register(members)
    checker.findings.faults.extend(
        rules.Fault(kind=rules.FaultKind.EMPTY, subject=subject)
        for _number, subject in set(members) - ended
    )
    return complete
