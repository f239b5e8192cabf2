from collections.abc import Collection, Iterable, Sequence
from typing import Any, Self, cast

from django.db import connection, models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.actor import Actor
from aftercare.foundation.kept import asked_once
from aftercare.foundation.line import answers, array_of
from aftercare.foundation.names import name_asked, name_words
from aftercare.foundation.privacy import keys
from aftercare.foundation.privacy.fields import EncryptedTextField, SaidWords
from aftercare.foundation.privacy.rules import normal_phone
from aftercare.foundation.rows import new_row, write_rows_now
from aftercare.foundation.work import at_hand

from . import rules

IN_BRIEF = ("id", "kind", "grade", "name", "phone", "region", "registered_at", "erased_at")
MOST_MEANT = 2000
NOT_A_PHONE = _(
    "This is no phone number. Write a mobile number of 11 digits, a landline with its area code"
    " (0571-22223333), a 400 or 800 number; of other countries with a plus."
)
MOST_WORDS = 8
# By an expression: by the plain id, the planner would rather read all from the newest on.
_MEANT = {
    rules.Asked.PHONE: "SELECT customer_id FROM parties_phone WHERE number_index = %s LIMIT %s",
    rules.Asked.TAIL: "SELECT customer_id FROM parties_phone WHERE tail_index = %s"
    " GROUP BY customer_id ORDER BY -customer_id LIMIT %s",
    rules.Asked.MAIL: "SELECT id FROM parties_customer WHERE email_token = %s"
    " AND email_token <> '' AND merged_into_id IS NULL ORDER BY -id LIMIT %s",
}
# Read from the newest on in the index of one word; those of further words are joined to it.
_NAMED = (
    "SELECT DISTINCT one.customer_id FROM parties_nameword one{more} WHERE one.word = %s"
    " AND NOT EXISTS (SELECT FROM parties_customer gone"
    " WHERE gone.id = one.customer_id AND gone.merged_into_id IS NOT NULL)"
    " ORDER BY one.customer_id DESC LIMIT %s"
)
_NAMED_TOO = (
    " JOIN parties_nameword w{n}"
    " ON (w{n}.word, w{n}.customer_id, w{n}.person) = (%s, one.customer_id, one.person)"
)
_HOLDER = "SELECT 0, customer_id, 0 FROM parties_phone WHERE number_index = %s::bytea"
_OF_NUMBERS = """
SELECT asked.number, held.customer_id,
       CASE WHEN held.id IS NULL THEN nextval('parties_customer_id_seq') END
FROM {} asked (number) LEFT JOIN parties_phone held ON held.number_index = asked.number
"""
_HOLDERS = _OF_NUMBERS.format("unnest(%s::bytea[])")
_HOLDER_OR_NEW = _OF_NUMBERS.format("(VALUES (%s::bytea))")  # planned once: it is known to be one
HOLDER, NUMBER = "holder of a phone number", "id of the customer to come"  # at hand
_SEEN = (
    "SELECT customer_id FROM parties_sight WHERE customer_id = ANY(%s) AND org_unit_id = ANY(%s)"
)


class CustomerQuerySet(models.QuerySet["Customer"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those in sight that are not merged into another."""
        return self.filter(in_sight(actor, "pk"), merged_into=None)


_Manager = models.Manager.from_queryset(CustomerQuerySet)


class CustomerManager(_Manager["Customer"]):
    def get_queryset(self) -> CustomerQuerySet:
        """Whoever asks finds those, too, that the work under way has put off."""
        write_rows_now(Customer)
        return cast(CustomerQuerySet, super().get_queryset())


class Customer(models.Model):
    """Who bought or uses what we serve. What tells who it is, is encrypted (R-SEC-02).

    `name_token`, `email_token` and `address_token` are keyed hashes of the whole name, the mail
    address and the address: by them files of one customer find each other without being readable.
    A file that is `merged_into` another leads there; of an erased one nothing tells who it was.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        COMPANY = "company", _("Company")

    class Grade(models.TextChoices):
        ORDINARY = "ordinary", _("Ordinary")
        VALUED = "valued", _("Valued customer")
        DEALER = "dealer", _("Dealer")
        PROJECT = "project", _("Project customer")

    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PERSON)
    grade = models.CharField(max_length=10, choices=Grade, default=Grade.ORDINARY)
    name = EncryptedTextField(blank=True, about="customer:id")
    phone = EncryptedTextField(blank=True, about="customer:id")
    email = EncryptedTextField(blank=True, about="customer:id")
    address = EncryptedTextField(blank=True, about="customer:id")
    notes = EncryptedTextField(blank=True, about="customer:id")
    region = models.CharField(max_length=6, blank=True)
    name_token = SaidWords(max_length=32, blank=True, about="customer:id")
    email_token = SaidWords(max_length=32, blank=True, about="customer:id")
    address_token = SaidWords(max_length=32, blank=True, about="customer:id")
    registered_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="+", db_index=False
    )

    objects = CustomerManager()

    class Meta:
        indexes = [
            models.Index(
                "id", name="parties_customer_merged", condition=~models.Q(merged_into=None)
            ),
            models.Index(
                fields=["email_token"],
                name="parties_customer_mail",
                condition=~models.Q(email_token=""),
            ),
            models.Index(
                fields=["address_token"],
                name="parties_customer_place",
                condition=~models.Q(address_token=""),
            ),
        ]

    def __str__(self) -> str:
        return f"customer {self.pk}"

    def take_coming_id(self, number_index: bytes | None) -> bool:
        """The id put by for the customer of this number; without one the database counts."""
        self.pk = at_hand().get((NUMBER, number_index))
        return self.pk is not None


class NameWord(models.Model):
    """A keyed hash of a name, or of a part of one, by which a customer is found.

    The name is the customer's own, also one of a file merged into this, or that of the contact
    `person` of this number, who stands above; the own ones have 0.
    """

    ERASED_WITH = "customer:customer_id"

    pk = models.CompositePrimaryKey("word", "customer_id", "person")
    word = models.CharField(max_length=16)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="words_of_names")
    person = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"a word for customer {self.customer_id}"


class Phone(models.Model):
    """A number of a customer. One number leads to one file; keyed hashes find it and its tail."""

    ERASED_WITH = "customer:customer_id"

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="phones")
    number = EncryptedTextField()
    number_index = models.BinaryField(unique=True)
    tail_index = models.BinaryField(null=True, db_index=True)
    label = models.CharField(max_length=20, blank=True)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"phone of customer {self.customer_id}"

    def put_holder_by(self, holder: Customer) -> None:
        """Where it was looked for ahead, nobody held it; now somebody does."""
        if (HOLDER, self.number_index) in at_hand():
            at_hand()[HOLDER, self.number_index] = holder


def holder_of(number_index: bytes | None, *, or_new: bool = False) -> Customer | None:
    """Whose number it is. Every message of every channel asks it: the question stands ready.

    `or_new` puts by an id for the customer to come where nobody has it.
    """
    if (HOLDER, number_index) in at_hand():
        holder: Customer | None = at_hand()[HOLDER, number_index]
        return holder
    write_rows_now(Phone)
    told = answers(_HOLDER_OR_NEW if or_new else _HOLDER, [number_index])
    for _number, customer_id, fresh in told:
        if customer_id is not None:
            return _file(customer_id)[0]
        at_hand()[NUMBER, number_index] = fresh
    return None


def look_for_holders(*, actor: Actor, phones: Iterable[str]) -> list[int]:
    """Puts by for this work whose numbers these are, and ids for the customers to come.

    Two queries, for many messages that come at once. Returns the ids of those who are there.
    """
    del actor  # it tells nothing of them
    write_rows_now(Phone)
    known = at_hand()
    asked = {keys.index_of_phone(normal_phone(phone)) for phone in phones}
    told = [(bytes(n), key, fresh) for n, key, fresh in answers(_HOLDERS, [array_of(asked)])]
    files = Customer.objects.in_bulk([key for _number, key, _fresh in told if key])
    for number, key, fresh in told:
        known[HOLDER, number] = files.get(key)
        known[NUMBER, number] = fresh
    return list(files)


class Disclosure(models.Model):
    """Somebody has seen a customer in clear: who, why, for which case, and until when it holds."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="disclosures")
    user_id = models.BigIntegerField(null=True)
    case_id = models.BigIntegerField(null=True)
    reason = SaidWords(max_length=200, about="customer:customer_id")
    disclosed_at = models.DateTimeField()
    disclosed_until = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["customer", "user_id", "disclosed_until"], name="parties_disclosure_open"
            )
        ]

    def __str__(self) -> str:
        return f"customer {self.customer_id} to user {self.user_id}"


class Sight(models.Model):
    """A unit that serves the customer: it has, or works on, one of the customer's cases.

    Who sees the unit sees the customer. The number is that of a unit of the organisation, which
    stands above; whoever hands cases out keeps these rows (`serve_from`).
    """

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="sights")
    org_unit_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org_unit_id", "customer"], name="parties_sight_of_a_unit_once"
            )
        ]

    def __str__(self) -> str:
        return f"customer {self.customer_id} from unit {self.org_unit_id}"


def in_sight(actor: Actor, path: str) -> Q | Exists:
    """Whether the customer that `path` leads to is in sight: the one rule (R-SEC-01)."""
    if actor.sees_everything:
        return Q()
    served = Sight.objects.filter(customer_id=OuterRef(path), org_unit_id__in=actor.org_units)
    return Exists(served)


@asked_once
def _file(customer_id: int) -> models.QuerySet[Customer]:
    return Customer.objects.filter(id=customer_id)


@asked_once
def file_in_sight(actor: Actor, customer_id: int) -> models.QuerySet[Customer]:
    return Customer.objects.visible_to(actor).filter(id=customer_id)


@asked_once
def briefs_in_sight(actor: Actor, ids: Collection[int]) -> models.QuerySet[Customer, Any]:
    return Customer.objects.visible_to(actor).filter(id__in=ids).values_list(*IN_BRIEF, named=True)


@asked_once
def phones_of(customer_id: int) -> models.QuerySet[Phone]:
    return Phone.objects.filter(customer_id=customer_id).order_by("id")


def ids_meant(text: str) -> list[int]:
    """Whose number, name or mail address the text is, in sight or not.

    The newest first; of very many only so many.
    """
    asked = rules.asked(text, digits=normal_phone(text))
    if asked is rules.Asked.NAME:
        return next(filter(None, map(_ids_named, name_asked(text))), [])
    key: bytes | str | None
    if asked is rules.Asked.PHONE:
        key = keys.index_of_phone(text)
    elif asked is rules.Asked.TAIL:
        key = keys.index_of_tail(text)
    else:
        key = keys.index_of_word(text.strip().lower(), "mail")
    return _ids(_MEANT[asked], [key, MOST_MEANT]) if key else []


def _ids_named(words: Sequence[str]) -> list[int]:
    """Whose name has all of these words; looked up once in a request."""
    one, *more = map(hash_of_name, words[:MOST_WORDS])
    seen, asked = at_hand(), (NameWord, one, *more)
    if asked not in seen:
        joined = "".join(_NAMED_TOO.format(n=n) for n in range(len(more)))
        seen[asked] = _ids(_NAMED.format(more=joined), [*more, one, MOST_MEANT])
    found: list[int] = seen[asked]
    return found


def _ids(sql: str, values: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [customer_id for (customer_id,) in cursor.fetchall()]


def hash_of_name(word: str) -> str:
    return keys.index_of_word(word, "name")


def words_for(customer_id: int, name: str, *, person: int = 0) -> list[NameWord]:
    """Rows not written yet, by which the customer of a name is found."""
    hashes = map(hash_of_name, name_words(name))
    return [new_row(NameWord, word=w, customer_id=customer_id, person=person) for w in hashes]


def first_in_sight(actor: Actor, ids: Sequence[int], *, most: int) -> list[int]:
    """`in_sight` of customers that an index has found: the first of them, in their order.

    Asked apart: together with the search, the planner would rather read all that is in sight.
    Two questions at most, however few of them are.
    """
    if actor.sees_everything:
        return list(ids[:most])
    found: list[int] = []
    for some in (list(ids[: most * 2]), list(ids[most * 2 :])):
        if some and len(found) < most:
            seen = set(_ids(_SEEN, [some, list(actor.org_units)]))
            found += [customer_id for customer_id in some if customer_id in seen]
    return found[:most]


def kept_of(customer_id: int) -> int:
    """Where a file leads that was merged into another; itself where it was not."""
    path = Customer.objects.filter(id=customer_id).values_list("merged_into_id", flat=True)
    while (kept := path.first()) is not None:
        customer_id = kept
        path = Customer.objects.filter(id=customer_id).values_list("merged_into_id", flat=True)
    return customer_id
