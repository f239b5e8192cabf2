"""What a line of a table says of a customer, a thing or the catalogue, and what it is to us."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

Value = str | date | Decimal | bool | tuple[str, ...] | None


class Target(StrEnum):
    """What the lines of a table are."""

    CUSTOMERS = "customers"
    UNITS = "units"
    MODELS = "models"
    PARTS = "parts"
    BATCHES = "batches"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One line. A value that is empty or missing says nothing: it clears nothing.

    customers: name phones email address kind grade notes · units: phones name address brand model
    words serial batch purchased_on channel order_no delivered_on installed_on made_on paid_amount
    proof · models: brand model name category_word line manual_url is_sold · parts: brand model name
    code supplier · batches: brand model number made_on made_line supplier materials
    """

    row: int
    values: Mapping[str, Value]

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def many(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name)
        return value if isinstance(value, tuple) else ()

    def day(self, name: str) -> date | None:
        value = self.values.get(name)
        return value if isinstance(value, date) else None


class Verdict(StrEnum):
    """`SAME`: all of it is known; `DIFFERS`: known, and it says something else or more."""

    NEW = "new"
    SAME = "same"
    DIFFERS = "differs"
    WRONG = "wrong"


class Why(StrEnum):
    """Why a line cannot be, or what is to be known of it."""

    FINE = ""
    OWNER_NEEDED = "owner_needed"
    MODEL_NEEDED = "model_needed"
    NO_SUCH_MODEL = "no_such_model"
    NO_SUCH_LINE = "no_such_line"
    PHONE_OF_ANOTHER = "phone_of_another"
    SERIAL_OF_ANOTHER = "serial_of_another"
    KEPT_AS_WORDS = "kept_as_words"
    NOT_YOURS = "not_yours"
    NO_SUCH_PART = "no_such_part"
    NO_SUCH_STORE = "no_such_store"
    NO_SUCH_JOB = "no_such_job"
    NOT_GENUINE = "not_genuine"
    PART_INCOMPLETE = "part_incomplete"
    SERIALS_NEEDED = "serials_needed"
    WAIT_FOR_ORDERS = "wait_for_orders"
    DAY_TAKEN = "day_taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`id` of what is known; `changes` are what would become other, by name.

    Where `may_change` is False nobody here may change it (out of sight, or what never changes).
    """

    verdict: Verdict
    why: Why = Why.FINE
    id: int | None = None
    changes: Mapping[str, Value] = field(default_factory=dict)
    may_change: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How many lines became something new, changed what was known, or were left as they are."""

    new: int
    changed: int
    left: int
