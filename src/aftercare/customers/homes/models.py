from django.db import models

from aftercare.foundation.privacy.fields import EncryptedTextField


class Home(models.Model):
    """What whoever comes should know of one place of a customer, until a day (R-FS-20).

    `place` is a keyed hash of the address; what is known stands sealed.
    """

    ERASED_WITH = "customer:customer_id"

    customer = models.ForeignKey("parties.Customer", models.CASCADE, related_name="+")
    place = models.CharField(max_length=32)
    facts = EncryptedTextField()
    noted_at = models.DateTimeField()
    valid_until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "place"], name="homes_one_of_a_place")
        ]

    def __str__(self) -> str:
        return f"home of customer {self.customer_id}"
