"""Cases, what holds them open, and the words they are found by."""

from collections import Counter
from collections.abc import Collection, Hashable, Sequence
from time import monotonic
from typing import Any, Self, cast

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.actor import Actor, ActorKind
from aftercare.foundation.line import Statement, answers, array_of
from aftercare.foundation.privacy.fields import SaidText, SaidVector, SaidWords
from aftercare.foundation.rows import write_rows_now
from aftercare.foundation.search.rules import query_words, words
from aftercare.foundation.work import at_hand

from . import rules
from .events import Classification

KIND_CHOICES = [
    ("complaint", _("Complaint")),
    ("repair", _("Repair request")),
    ("installation", _("Installation")),
    ("care", _("Care and cleaning")),
    ("consultation", _("Consultation")),
    ("return_exchange", _("Return or exchange")),
    ("recycling", _("Recycling")),
]
CATEGORY_CHOICES = [
    ("product_quality", _("Product quality")),
    ("service", _("Service")),
    ("logistics", _("Logistics")),
    ("contract", _("Contract")),
    ("price", _("Price")),
    ("safety", _("Safety")),
    ("promotion", _("Promotion")),
    ("other", _("Other matters")),
]
LEVEL_CHOICES = [("one", _("Level one")), ("two", _("Level two"))]
SEVERITY_CHOICES = [("A", _("A serious")), ("B", _("B considerable")), ("C", _("C ordinary"))]
CHANNEL_CHOICES = [
    ("phone", _("Phone")),
    ("email", _("E-mail")),
    ("portal", _("Portal")),
    ("chat", _("Online chat")),
    ("walk_in", _("Walk-in")),
    ("file", _("File")),
    ("api", _("Interface")),
]
STAGE_CHOICES = [
    ("registered", _("Registered")),
    ("accepted", _("Accepted")),
    ("investigating", _("Investigating")),
    ("proposing", _("Working out a resolution")),
    ("awaiting_approval", _("Awaiting approval")),
    ("awaiting_consent", _("Awaiting the customer's consent")),
    ("carrying_out", _("Carrying out")),
    ("resolved", _("Resolved")),
    ("closed", _("Closed")),
    ("merged", _("Merged")),
]
CAUSE_CHOICES = [
    ("design", _("Design")),
    ("material", _("Material")),
    ("process", _("Production process")),
    ("logistics", _("Transport")),
    ("installation", _("Fitting")),
    ("misuse", _("Misuse")),
    ("service_person", _("Service person")),
    ("contract_term", _("Contract term")),
    ("other", _("Other cause")),
]


PEOPLE, ORDER, WORDS = "\0people", "\0order", "\0words"  # holes: nobody can say NUL
OPEN = Q(closed_at=None)
LOADS_HOLD, LOADS = 2.0, "loads counted"  # seconds; at hand
NUMBERS, OF_INTAKE = "numbers of the next case", "case of a message"  # at hand
_OF_KEYS = """
SELECT asked.key, known.id, CASE WHEN known.id IS NULL THEN nextval('cases_case_id_seq') END,
       CASE WHEN known.id IS NULL THEN nextval('cases_case_serial') END
FROM {} asked (key) LEFT JOIN cases_case known ON known.intake_key = asked.key
"""
OF_KEYS, _OF_KEY = map(_OF_KEYS.format, ("unnest(%s::text[])", "(VALUES (%s::text))"))
_OPEN_GRADES = "SELECT * FROM cases_open_grades(%s::bigint[], %s::int)"
WORDS_OF_CASES = """
INSERT INTO cases_casewords (case_id, words)
SELECT told.id, told.words::tsvector FROM unnest(%s::bigint[], %s::text[]) told (id, words)
ON CONFLICT (case_id) DO UPDATE SET words = excluded.words
"""
Grade = tuple[str, str]  # severity, level
_loads: dict[int, tuple[Counter[Grade], float]] = {}  # open cases of a member; until when it holds


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.sees_everything:
            return self
        if actor.kind is ActorKind.CUSTOMER:
            return self.filter(id__in=actor.case_ids)
        return self.filter(org_unit_id__in=actor.org_units)

    def open(self) -> Self:
        return self.filter(closed_at=None)


class Case(models.Model):
    """One matter of one customer, from intake to closing (服务单)."""

    number = models.CharField(max_length=20)
    kind = models.CharField(max_length=20, choices=KIND_CHOICES)
    category = models.CharField(max_length=20, choices=CATEGORY_CHOICES)
    subcategory = models.CharField(max_length=60, blank=True)
    product_line = models.CharField(max_length=20)
    level = models.CharField(max_length=5, choices=LEVEL_CHOICES)
    severity = models.CharField(max_length=1, choices=SEVERITY_CHOICES)
    urgent = models.BooleanField(default=False)
    complex = models.BooleanField(default=False)
    safety = models.BooleanField(default=False)
    channel = models.CharField(max_length=10, choices=CHANNEL_CHOICES)
    subject = SaidWords(max_length=120, about="case:id")
    description = SaidText(about="case:id")
    product_text = models.CharField(max_length=120, blank=True)
    order_no = SaidWords(max_length=60, blank=True, about="case:id")

    received_at = models.DateTimeField()
    registered_at = models.DateTimeField()
    stage = models.CharField(max_length=20, choices=STAGE_CHOICES)
    stage_since = models.DateTimeField()
    next_due_at = models.DateTimeField(null=True, blank=True)
    late_from = models.DateTimeField(null=True, blank=True)  # the first promise is late since then
    endangered_from = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True)  # what was said in it is gone

    owner = models.ForeignKey("staff.Member", models.PROTECT, related_name="+", db_index=False)
    org_unit = models.ForeignKey(
        "organisation.OrgUnit", models.PROTECT, related_name="+", db_index=False
    )
    customer = models.ForeignKey(
        "parties.Customer", models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    pack_version = models.ForeignKey(
        "packs.PackVersion", models.PROTECT, related_name="+", db_index=False
    )
    repeat_of = models.ForeignKey(
        "self", models.SET_NULL, related_name="+", null=True, blank=True, db_index=False
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )

    result = SaidText(blank=True, about="case:id")
    root_cause = models.CharField(max_length=20, choices=CAUSE_CHOICES, blank=True)
    cost_amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    satisfaction = models.SmallIntegerField(null=True, blank=True)
    escalation = models.SmallIntegerField(default=0)
    reopened = models.SmallIntegerField(default=0)
    version = models.IntegerField(default=1)
    intake_key = models.CharField(max_length=200, null=True, blank=True)  # noqa: DJ001 - unique

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index("id", name="cases_open_newest", condition=Q(closed_at=None)),
            models.Index(
                "owner",
                F("next_due_at").asc(nulls_last=True),
                "id",
                name="cases_queue",
                include=["severity", "level"],  # by which the work is shared out
                condition=Q(closed_at=None),
            ),
            models.Index(
                "org_unit",
                F("next_due_at").asc(nulls_last=True),
                "id",
                name="cases_of_unit_by_due",
                condition=Q(closed_at=None),
            ),
            models.Index(
                F("next_due_at").asc(nulls_last=True),
                "id",
                name="cases_open_by_due",
                condition=Q(closed_at=None),
            ),
            models.Index(F("next_due_at").asc(nulls_last=True), "id", name="cases_by_due"),
            # What tabs count: each has its index, so that no count reads all open cases.
            models.Index(
                "stage", "org_unit", "owner", name="cases_open_stages", condition=Q(closed_at=None)
            ),
            models.Index("late_from", "org_unit", "owner", name="cases_open_late", condition=OPEN),
            models.Index(
                *("endangered_from", "late_from", "org_unit", "owner"),
                name="cases_open_soon",
                condition=OPEN,
            ),
            models.Index(
                "org_unit", name="cases_open_dangers", condition=Q(closed_at=None, safety=True)
            ),
            models.Index("received_at", name="cases_by_receipt"),
            models.Index("org_unit", "id", name="cases_of_unit"),
            models.Index("customer", "id", name="cases_of_customer"),
            models.Index("unit", name="cases_of_thing", condition=Q(unit__isnull=False)),
            models.Index(
                "merged_into", name="cases_merged", condition=Q(merged_into__isnull=False)
            ),
            models.Index("id", name="cases_again", condition=Q(repeat_of__isnull=False)),
            models.Index(
                "resolved_at",
                "org_unit",
                name="cases_by_resolution",
                condition=Q(resolved_at__isnull=False),
            ),
            models.Index("order_no", name="cases_by_order", condition=~Q(order_no="")),
        ]
        constraints = [
            # By name, not by the field: that would make a second index for beginnings of words.
            models.UniqueConstraint(fields=["number"], name="cases_number_once"),
            models.UniqueConstraint(fields=["intake_key"], name="cases_intake_once"),
            models.CheckConstraint(
                name="cases_closed_iff_ended",
                condition=Q(closed_at=None, stage__in=sorted(set(rules.Stage) - rules.ENDED))
                | Q(closed_at__isnull=False, stage__in=sorted(rules.ENDED)),
            ),
            models.CheckConstraint(
                name="cases_merged_points_to_the_kept",
                condition=Q(stage="merged", merged_into__isnull=False)
                | (~Q(stage="merged") & Q(merged_into=None)),
            ),
            models.CheckConstraint(
                name="cases_safety_is_grave",
                condition=Q(safety=False) | Q(level="one", severity="A", urgent=True),
            ),
            models.CheckConstraint(
                name="cases_satisfaction_in_stars",
                condition=Q(satisfaction=None) | Q(satisfaction__range=(1, 5)),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def is_visible_to(self, actor: Actor) -> bool:
        """`visible_to` of a row at hand."""
        if actor.sees_everything:
            return True
        if actor.kind is ActorKind.CUSTOMER:
            return self.id in actor.case_ids
        return self.org_unit_id in actor.org_units

    def classification(self) -> Classification:
        return Classification(
            kind=self.kind,
            category=self.category,
            subcategory=self.subcategory,
            product_line=self.product_line,
            level=self.level,
            severity=self.severity,
            urgent=self.urgent,
            complex=self.complex,
            channel=self.channel,
        )


class CaseWords(models.Model):
    """The cut words of a case, beside it so that a change of state never rewrites them."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="+")
    words = SaidVector(about="case:case_id")

    class Meta:
        indexes = [GinIndex(fields=["words"], name="cases_words", fastupdate=False)]

    def __str__(self) -> str:
        return f"words of case {self.case_id}"


class Hold(models.Model):
    """Something above casework that must end before the case may close."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    reference = models.BigIntegerField()
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", "kind", "reference", name="cases_hold_once", condition=Q(lifted_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} holds case {self.case_id}"


def note_coming(intake_key: str | None) -> tuple[int, int]:
    """The id and the serial of a new case; the key of its message leads to it from now on.

    From sequences, so that registering two cases at once never waits; gaps are harmless.
    """
    told = at_hand().pop((NUMBERS, intake_key), None)
    if told is None:
        ((_key, _no_case, *told),) = answers(_OF_KEY, [None])
    case_id, serial = told
    at_hand()[OF_INTAKE, intake_key] = case_id
    return case_id, serial


def id_of_intake(key: str) -> int | None:
    """The case of a message; where there is none, the numbers of the one to come are at hand.

    Every message of every channel asks: the question stands ready.
    """
    known = at_hand()
    if (OF_INTAKE, key) not in known and (NUMBERS, key) not in known:
        ((_key, case_id, *numbers),) = answers(_OF_KEY, [key])
        known[(OF_INTAKE if case_id else NUMBERS), key] = case_id or numbers
        return cast(int | None, case_id)
    return known.get((OF_INTAKE, key))


def open_grades(owner_ids: Collection[int], *, most: int | None) -> dict[int, Counter[Grade]]:
    """How many open cases each of these has of each severity and level, in one statement.

    Counted no further than `most`, it serves to share the work out: then a process counts now and
    then, once as long as much is at hand, and adds what it opens itself.
    """
    now, seen = monotonic(), at_hand().setdefault(LOADS, set())
    held = {} if most is None else _loads
    known = {k: n for k, (n, until) in held.items() if until > now or k in seen}
    if missing := set(owner_ids) - known.keys():
        write_rows_now(Case)
        counted: dict[int, Counter[Grade]] = {key: Counter() for key in missing}
        for owner_id, *grade, number in answers(_OPEN_GRADES, [array_of(missing), most]):
            counted[owner_id][cast(Grade, tuple(grade))] = number
        known |= counted
        if most is not None:
            _loads.update({key: (n, now + LOADS_HOLD) for key, n in counted.items()})
            seen.update(counted)
    return {owner_id: known[owner_id] for owner_id in owner_ids}


def one_more_open(case: Case) -> None:
    """Somebody was given a new case just now."""
    if case.owner_id in _loads:
        _loads[case.owner_id][0][case.severity, case.level] += 1


def count_again() -> None:  # cases have changed hands or ended just now
    _loads.clear()


def words_of_cases(texts: Sequence[tuple[int, str]]) -> Statement:
    """Keeps by what words cases are found, cut from the text given with the id of each."""
    told = dict(texts)
    cut = [rules.vector_of(words(text)) for text in told.values()]
    return Statement(WORDS_OF_CASES, [array_of(told), array_of(cut)])


def ways_to(text: str, people: Collection[int]) -> dict[Hashable, Any]:
    """What a text may mean: the hole of each way that `with_any` goes, and what to put there."""
    said: dict[Hashable, Any] = {}
    if people:
        said[PEOPLE] = list(people)
    if any(character.isdigit() for character in text):
        said[ORDER] = text
    if asked := query_words(text):
        said[WORDS] = rules.all_of(asked)
    return said


def with_any(found: CaseQuerySet, ways: Collection[Hashable]) -> CaseQuerySet:
    """By order, person or words: each way by its index; an OR would read every case."""
    every: dict[Hashable, models.QuerySet[Any, tuple[int]]] = {
        PEOPLE: Case.objects.filter(
            RawSQL("customer_id = ANY(%s)", [PEOPLE], models.BooleanField())
        ).values_list("id"),
        ORDER: Case.objects.exclude(order_no="").filter(order_no=ORDER).values_list("id"),
        WORDS: CaseWords.objects.filter(
            words=SearchQuery(WORDS, search_type="raw", config="simple")
        ).values_list("case_id"),
    }
    asked = [every[way] for way in ways]
    if not asked:
        return found.none()
    one, *more = asked
    return found.filter(id__in=one.union(*more) if more else one)
