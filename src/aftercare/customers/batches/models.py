from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Upper


class Batch(models.Model):
    """The lot in which things of a model were made: when, on which line, of what (R-QR-02).

    A thing of a customer names its batch by the number on its label; the two find each other by
    model and number, whichever is known first.
    """

    product_model = models.ForeignKey("products.ProductModel", models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    made_on = models.DateField(null=True)
    made_line = models.CharField(max_length=60, blank=True)
    supplier = models.CharField(max_length=80, blank=True)
    materials = ArrayField(models.CharField(max_length=60), default=list)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "product_model", Upper("number"), name="batches_number_once_per_model"
            ),
        ]
        indexes = [
            models.Index(Upper("number"), name="batches_by_number"),
            GinIndex(fields=["materials"], name="batches_by_material"),
        ]

    def __str__(self) -> str:
        return f"batch {self.number}"
