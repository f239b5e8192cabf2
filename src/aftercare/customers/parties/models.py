from collections.abc import Sequence
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.actor import Actor
from aftercare.foundation.privacy import keys
from aftercare.foundation.privacy.fields import EncryptedTextField
from aftercare.foundation.privacy.rules import normal_phone

from . import rules

MOST_MEANT = 2000
# By an expression: by the plain id, the planner would rather read all from the newest on.
_MEANT = {
    rules.Asked.PHONE: "SELECT customer_id FROM parties_phone WHERE number_index = %s LIMIT %s",
    rules.Asked.TAIL: "SELECT customer_id FROM parties_phone WHERE tail_index = %s"
    " GROUP BY customer_id ORDER BY -customer_id LIMIT %s",
    rules.Asked.MAIL: "SELECT id FROM parties_customer WHERE email_token = %s"
    " AND email_token <> '' AND merged_into_id IS NULL ORDER BY -id LIMIT %s",
    rules.Asked.NAME: "SELECT id FROM parties_customer WHERE name_tokens @> ARRAY[%s]::varchar[]"
    " AND merged_into_id IS NULL ORDER BY -id LIMIT %s",
}
_SEEN = (
    "SELECT customer_id FROM parties_sight WHERE customer_id = ANY(%s) AND org_unit_id = ANY(%s)"
)


class CustomerQuerySet(models.QuerySet["Customer"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those in sight that are not merged into another."""
        return self.filter(in_sight(actor, "pk"), merged_into=None)


class Customer(models.Model):
    """Who bought or uses what we serve. What tells who it is, is encrypted (R-SEC-02).

    `name_tokens`, `email_token` and `address_token` are keyed hashes: of the whole name, of its
    pinyin and of its initials, of the mail address and the address. They find a customer without
    being readable. A file that is `merged_into` another leads there.
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
    name = EncryptedTextField(blank=True)
    phone = EncryptedTextField(blank=True)
    email = EncryptedTextField(blank=True)
    address = EncryptedTextField(blank=True)
    notes = EncryptedTextField(blank=True)
    region = models.CharField(max_length=6, blank=True, db_index=True)
    name_tokens = ArrayField(models.CharField(max_length=32), default=list)
    email_token = models.CharField(max_length=32, blank=True)
    address_token = models.CharField(max_length=32, blank=True)
    registered_at = models.DateTimeField()
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="+", db_index=False
    )

    objects = CustomerQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["name_tokens"], name="parties_customer_names"),
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


class Phone(models.Model):
    """A number of a customer. One number leads to one file; keyed hashes find it and its tail."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="phones")
    number = EncryptedTextField()
    number_index = models.BinaryField(unique=True)
    tail_index = models.BinaryField(null=True, db_index=True)
    label = models.CharField(max_length=20, blank=True)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"phone of customer {self.customer_id}"


def holder_of(number_index: bytes | None) -> Customer | None:
    """Whose number it is. Every message of every channel asks it: the question stands ready."""
    found = Customer.objects.raw(
        "SELECT c.* FROM parties_customer c JOIN parties_phone p ON p.customer_id = c.id"
        " WHERE p.number_index = %s",
        [number_index],
    )
    return next(iter(found), None)


class Disclosure(models.Model):
    """Somebody has seen a customer in clear: who, why, for which case, and until when it holds."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="disclosures")
    user_id = models.BigIntegerField(null=True)
    case_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200)
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


def ids_meant(text: str) -> list[int]:
    """Whose number, name or mail address the text is, in sight or not.

    The newest first; of very many only so many.
    """
    asked = rules.asked(text, digits=normal_phone(text))
    key: bytes | str | None
    if asked is rules.Asked.PHONE:
        key = keys.index_of_phone(text)
    elif asked is rules.Asked.TAIL:
        key = keys.index_of_tail(text)
    elif asked is rules.Asked.MAIL:
        key = keys.index_of_word(text.strip().lower(), "mail")
    else:
        key = keys.index_of_word(rules.folded(text), "name")
    if not key:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_MEANT[asked], [key, MOST_MEANT])
        return [customer_id for (customer_id,) in cursor.fetchall()]


def first_in_sight(actor: Actor, ids: Sequence[int], *, most: int) -> list[int]:
    """`in_sight` of customers that an index has found: the first of them, in their order.

    Asked apart: together with the search, the planner would rather read all that is in sight.
    """
    if actor.sees_everything:
        return list(ids[:most])
    found: list[int] = []
    for start in range(0, len(ids), most):
        some = list(ids[start : start + most])
        with connection.cursor() as cursor:
            cursor.execute(_SEEN, [some, list(actor.org_units)])
            seen = {customer_id for (customer_id,) in cursor.fetchall()}
        found += [customer_id for customer_id in some if customer_id in seen]
        if len(found) >= most:
            break
    return found[:most]
