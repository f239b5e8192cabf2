"""Programs that are told what happens to cases."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Subscription(models.Model):
    """A program outside that is told of some events; `with_facts`: more than ids (R-PL-02)."""

    name = models.CharField(max_length=60)
    endpoint = models.OneToOneField("endpoints.Endpoint", models.PROTECT, related_name="+")
    events = ArrayField(models.CharField(max_length=40), default=list)
    with_facts = models.BooleanField(default=False)
    is_on = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"webhook {self.pk}"
