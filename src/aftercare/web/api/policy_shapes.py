"""An entry of each table of a policy pack, as it goes in; names are those of the packs' files."""

from typing import Annotated, Any, Literal

from pydantic import Field

from aftercare.policy.packs.queries import Part

from . import shapes
from .shapes import In, Word, fits

MANY = 40
Text = Annotated[str, fits(500)]
Title = Annotated[str, fits(120, least=1)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Words = Annotated[list[Word], Field(max_length=MANY)]
Yuan = Annotated[str, Field(pattern=r"^\d{1,10}(\.\d{1,2})?$")]
Percent = Annotated[int, Field(ge=1, le=99)]
Percents = Annotated[list[Percent], Field(max_length=9)]
Days = Annotated[int, Field(ge=1, le=9999)]
Months = Annotated[int, Field(ge=1, le=600)]
Teller = Literal["owner", "head", "second_head"]


class Both(In):
    """A text in Chinese and English."""

    zh: Title
    en: Text = ""


class Selectors(In):
    """For which cases; what is not named is any."""

    kind: Annotated[list[shapes.Kind], Field(max_length=MANY)] = []
    category: Annotated[list[shapes.Category], Field(max_length=MANY)] = []
    level: Annotated[list[shapes.Level], Field(max_length=MANY)] = []
    severity: Annotated[list[shapes.Severity], Field(max_length=MANY)] = []
    channel: Words = []
    urgent: Annotated[list[bool], Field(max_length=2)] = []
    complex: Annotated[list[bool], Field(max_length=2)] = []


class AlarmIn(In):
    """So many minutes before or after the due; one of the two."""

    minutes_before: Annotated[int, Field(ge=1, le=200_000)] | None = None
    minutes_after: Annotated[int, Field(ge=1, le=200_000)] | None = None
    tell: Annotated[list[Teller], Field(min_length=1, max_length=3)]


class Clause(In):
    source: Code = "own"
    section: Text = ""
    clause: Both
    confirm: bool = False


class CommitmentEntry(Clause):
    part: Literal[Part.COMMITMENT]
    code: Code
    label: Both
    amount: Annotated[int, Field(ge=0, le=9999)]
    unit: Word
    calendar: Code | None = None
    close_of_business: bool = False
    when: Selectors | None = None
    starts_on: Word = "opened"
    resolutions: Words = []
    met_on: Word
    statutory: bool = False
    internal: bool = False
    warn_at_percent: Percents | None = None
    endangered_at_percent: Percent | None = None
    escalate_to: Annotated[list[Teller], Field(max_length=3)] | None = None
    escalation: Annotated[list[AlarmIn], Field(max_length=9)] | None = None


class PauseEntry(In):
    part: Literal[Part.PAUSE]
    code: Code
    name: Both
    longest_days: Annotated[int, Field(ge=1, le=365)]
    evidence_needed: bool = False
    commitments: Words = []


class ApprovalEntry(In):
    part: Literal[Part.APPROVAL]
    up_to: Yuan | None = None
    steps: Annotated[list[Literal["head", "manager"]], Field(max_length=2)]


class LimitEntry(In):
    part: Literal[Part.LIMIT]
    role: Annotated[str, fits(40, least=1)]
    alone_up_to: Yuan | None = None
    approves_up_to: Yuan | None = None


class CompensationEntry(Clause):
    part: Literal[Part.COMPENSATION]
    ground: Word
    when: Selectors | None = None
    least_amount: Yuan | None = None
    most_amount: Yuan | None = None
    least_percent: Yuan | None = None
    most_percent: Yuan | None = None
    statutory: bool = False


class RightEntry(Clause):
    part: Literal[Part.RIGHT]
    ground: Word
    remedies: Words = []
    goods: Words = []
    days: Days | None = None
    months: Months | None = None
    count: Annotated[int, Field(ge=1, le=99)] | None = None
    causes: Words = []
    proofs: Words = []


class PeriodEntry(Clause):
    part: Literal[Part.PERIOD]
    goods: Words = []
    whole_months: Months
    main_months: Months | None = None
    main_parts: Words = []
    depreciation_percent_per_day: Annotated[str, Field(pattern=r"^\d{1,2}(\.\d{1,4})?$")] | None = (
        None
    )
    fitted: bool = False


class SourceEntry(In):
    part: Literal[Part.SOURCE]
    code: Code | None = None
    zh: Title
    en: Text


EntryIn = Annotated[
    CommitmentEntry
    | PauseEntry
    | ApprovalEntry
    | LimitEntry
    | CompensationEntry
    | RightEntry
    | PeriodEntry
    | SourceEntry,
    Field(discriminator="part"),
]


class SettingsIn(In):
    """How cases are handled, and what promises say where they say nothing; null stays."""

    seen: Annotated[str, fits(64)]
    reopen_days: Annotated[int, Field(ge=1, le=3650)] | None = None
    again_days: Annotated[int, Field(ge=1, le=365)] | None = None
    again_raises: bool | None = None
    follow_up_tries: Annotated[int, Field(ge=1, le=20)] | None = None
    follow_up_kinds: Annotated[list[shapes.Kind], Field(max_length=MANY)] | None = None
    closing_needs: Words | None = None
    beyond_table: Words | None = None
    remind_at: Annotated[str, Field(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9])?$")] | None = None
    remind_hours: Annotated[int, Field(ge=0, le=24)] | None = None
    late_minutes: Annotated[int, Field(ge=0, le=240)] | None = None
    calendar: Code | None = None
    warn_at_percent: Percents | None = None
    endangered_at_percent: Percent | None = None
    escalate_to: Annotated[list[Teller], Field(max_length=3)] | None = None
    escalation: Annotated[list[AlarmIn], Field(max_length=9)] | None = None


def plain(given: In) -> dict[str, Any]:
    """As the packs have it: what was not said is left out."""
    said = given.model_dump(exclude_unset=True, exclude_none=True)
    when = {name: values for name, values in said.pop("when", {}).items() if values}
    kept = {name: value for name, value in said.items() if name not in {"part", "seen"}}
    return kept | ({"when": when} if when else {})
