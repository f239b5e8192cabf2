from django.db import models

from aftercare.foundation.privacy.fields import EncryptedTextField


class Address(models.Model):
    """A further place of a customer; the first one stands in the customer's file itself."""

    ERASED_WITH = "customer:customer_id"

    customer = models.ForeignKey("parties.Customer", models.CASCADE, related_name="+")
    label = models.CharField(max_length=20, blank=True)
    text = EncryptedTextField()
    region = models.CharField(max_length=6, blank=True)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"address of customer {self.customer_id}"


class Person(models.Model):
    """Somebody to talk to at a company or in a family. The number is one of the customer's."""

    ERASED_WITH = "customer:customer_id"

    customer = models.ForeignKey("parties.Customer", models.CASCADE, related_name="+")
    name = EncryptedTextField()
    role = models.CharField(max_length=40, blank=True)
    phone = models.ForeignKey("parties.Phone", models.SET_NULL, null=True, related_name="+")
    email = EncryptedTextField(blank=True)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"contact of customer {self.customer_id}"
