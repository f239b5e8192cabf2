"""What is said of a line when it is held against what is known."""

from collections.abc import Sequence

from aftercare.customers.registers.events import Finding, Record, Verdict, Why

from .cells import Code
from .matters import Problem

LEAVING_OUT = (Code.KNOWN, Code.KNOWN_OTHERWISE, Code.CANNOT_CHANGE, Code.NOT_KNOWN_AGAIN)

KNOWING = (*LEAVING_OUT, Code.WILL_CHANGE)  # what a line with errors does not come to


def verdicts(
    records: Sequence[Record], findings: Sequence[Finding], *, change_known: bool
) -> list[Problem | None]:
    return [
        problem_of(record.row, finding, change_known=change_known)
        for record, finding in zip(records, findings, strict=True)
    ]


def problem_of(row: int, finding: Finding, *, change_known: bool) -> Problem | None:
    """None where there is nothing to say: the line becomes something new."""
    if finding.verdict is Verdict.WRONG:
        return Problem(row=row, code=Code(finding.why.value))
    if finding.verdict is Verdict.NEW:
        words = finding.why is Why.KEPT_AS_WORDS
        return Problem(row=row, code=Code.KEPT_AS_WORDS, warning=True) if words else None
    changes = tuple(finding.changes)
    if finding.verdict is Verdict.SAME:
        code = Code.NOT_KNOWN_AGAIN if finding.why is Why.OWNER_NEEDED else Code.KNOWN
    elif not finding.may_change:
        code, changes = Code.CANNOT_CHANGE, ()
    else:
        code = Code.WILL_CHANGE if change_known else Code.KNOWN_OTHERWISE
    return Problem(row=row, code=code, options=changes, warning=True)
