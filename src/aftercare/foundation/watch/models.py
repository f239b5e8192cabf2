"""How much customer data each person reads, counted by the hour, and what was told of it."""

from django.db import models


class Reading(models.Model):
    """So many readings of a kind by one person within one hour. Nothing of what was read."""

    user_id = models.BigIntegerField()
    kind = models.CharField(max_length=10)
    hour = models.DateTimeField()
    amount = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "kind", "hour"], name="watch_one_count_an_hour"
            )
        ]
        indexes = [models.Index(fields=["hour"], name="watch_readings_by_age")]

    def __str__(self) -> str:
        return f"{self.amount} × {self.kind} by {self.user_id}"


class Alert(models.Model):
    """Somebody read unusually much on a day; told once."""

    user_id = models.BigIntegerField()
    on = models.DateField()
    kind = models.CharField(max_length=10)
    reason = models.CharField(max_length=10)
    amount = models.IntegerField()
    usual = models.FloatField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_id", "on"], name="watch_told_once_a_day")
        ]
        indexes = [models.Index(fields=["-at"], name="watch_alerts_newest")]

    def __str__(self) -> str:
        return f"{self.kind} by {self.user_id} on {self.on}"
