from collections.abc import Sequence

from django.contrib.postgres.indexes import OpClass
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.foundation.privacy.fields import SaidWords

# The codes of policy's `Proof`; "" where nobody asked yet.
PROOF_CHOICES = [
    ("invoice", _("Invoice")),
    ("order", pgettext_lazy("proof of purchase", "Order")),
    ("card", _("Stamped warranty card")),
    ("registered", _("Registered with us when new")),
    ("dealer", _("Record of the dealer")),
    ("none", _("There is none")),
]


MOST_MEANT = 400
SHORTEST_BEGINNING = 4
# Each way in the order of its index, so that no more rows are read than are asked for.
_MEANT = """
(SELECT id, upper(serial) = %s FROM units_unit WHERE upper(serial) LIKE %s AND serial <> ''
 ORDER BY upper(serial) USING ~<~ LIMIT %s)
UNION ALL
(SELECT id, false FROM units_unit WHERE upper(order_no) = %s AND order_no <> '' LIMIT %s)
UNION ALL SELECT unit.id, false FROM unnest(%s::bigint[]) model (id) CROSS JOIN LATERAL
 (SELECT id FROM units_unit WHERE product_model_id = model.id ORDER BY id DESC LIMIT %s) unit
"""


class Unit(models.Model):
    """One thing that a customer has: a model, its serial number, when and where bought.

    Where the model is not in the catalogue, `described_as` keeps what the customer calls it.
    What is null or empty is not known yet: entitlements ask for it.
    """

    customer = models.ForeignKey("parties.Customer", models.PROTECT, related_name="+")
    product_model = models.ForeignKey(
        "products.ProductModel", models.PROTECT, null=True, related_name="+", db_index=False
    )
    described_as = models.CharField(max_length=120, blank=True)
    serial = models.CharField(max_length=60, blank=True)
    batch = models.CharField(max_length=60, blank=True)
    purchased_on = models.DateField(null=True)
    channel = models.CharField(max_length=40, blank=True)
    order_no = SaidWords(max_length=60, blank=True, about="customer:customer_id")
    installed_on = models.DateField(null=True)
    fitted_by_seller = models.BooleanField(null=True)
    made_on = models.DateField(null=True)
    delivered_on = models.DateField(null=True)
    proof = models.CharField(max_length=10, blank=True, choices=PROOF_CHOICES)
    sold_remotely = models.BooleanField(null=True)
    made_to_order = models.BooleanField(null=True)
    return_waived = models.BooleanField(null=True)  # confirmed by the customer when buying
    paid_amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="units_unit_is_something",
                condition=Q(product_model__isnull=False) | ~Q(described_as=""),
            ),
            models.UniqueConstraint(
                "product_model",
                Upper("serial"),
                name="units_unit_serial_once_per_model",
                condition=~Q(serial=""),
            ),
            models.CheckConstraint(
                name="units_unit_paid_not_negative",
                condition=Q(paid_amount=None) | Q(paid_amount__gte=0),
            ),
        ]
        indexes = [
            models.Index(
                OpClass(Upper("serial"), "text_pattern_ops"),
                name="units_unit_by_serial",
                condition=~Q(serial=""),
            ),
            models.Index("product_model", "id", name="units_unit_of_model"),
            models.Index(
                "product_model", Upper("batch"), name="units_unit_by_batch", condition=~Q(batch="")
            ),
            models.Index(Upper("order_no"), name="units_unit_by_order", condition=~Q(order_no="")),
        ]

    def __str__(self) -> str:
        return f"unit {self.pk} {self.serial}"


class ProofFile(models.Model):
    """A photo or PDF that shows the purchase of a thing: invoice, order, stamped card."""

    ERASED_WITH = "customer:unit__customer_id"

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="proof_files")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    added_by = models.BigIntegerField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("unit", "file", name="units_proof_file_once"),
        ]

    def __str__(self) -> str:
        return f"proof of unit {self.unit_id}"


def ids_by_code(code: str, *, model_ids: Sequence[int]) -> list[int]:
    """The serial numbers that this is, or begins; an order number; things of these models.

    Whose number is just this comes first, then the newest. Of very many serial numbers that begin
    so, those are meant that come first in their order.
    """
    serial = "".join(f"\\{sign}" if sign in "\\%_" else sign for sign in code)
    if len(code) >= SHORTEST_BEGINNING:
        serial += "%"
    most = MOST_MEANT
    with connection.cursor() as cursor:
        cursor.execute(_MEANT, [code, serial, most, code, most, list(model_ids), most])
        found = sorted(cursor.fetchall(), key=lambda row: (row[1], row[0]), reverse=True)
    return list(dict.fromkeys(unit_id for unit_id, _is_this in found))
