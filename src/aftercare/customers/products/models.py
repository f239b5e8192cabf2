from typing import Self

from django.db import models
from django.db.models.functions import Upper


class LineQuerySet(models.QuerySet["Line"]):
    def in_order(self) -> Self:
        return self.order_by("position", "code")


class Line(models.Model):
    """A line of products with a law and promises of its own (the policy pack named here)."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40)
    pack_code = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)

    objects = LineQuerySet.as_manager()

    def __str__(self) -> str:
        return self.code


class ProductModel(models.Model):
    """What is sold under one code. `category_word` is what customers call it: 空调, 沙发, 地板."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="models")
    brand = models.CharField(max_length=40)
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    category_word = models.CharField(max_length=20, blank=True)
    is_sold = models.BooleanField(default=True)
    manual_url = models.URLField(max_length=300, blank=True)
    manual = models.ForeignKey(
        "files.StoredFile", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint("brand", Upper("code"), name="products_model_once_per_brand"),
        ]
        indexes = [
            models.Index(fields=["line", "brand", "code"], name="products_model_in_line"),
        ]

    def __str__(self) -> str:
        return f"{self.brand} {self.code}"


class Part(models.Model):
    """A main part of a model, by the name that the tables of entitlements call it: 压缩机."""

    product_model = models.ForeignKey(ProductModel, models.CASCADE, related_name="parts")
    name = models.CharField(max_length=60)
    code = models.CharField(max_length=60, blank=True)
    supplier = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("product_model", "name", name="products_part_once_per_model"),
        ]

    def __str__(self) -> str:
        return self.name
