"""What processes may remember of the database, and until when."""

from django.db import models


class Stamp(models.Model):
    """Another one with every change of the table, set by a trigger in the changing transaction."""

    table = models.CharField(max_length=63, primary_key=True)
    stamp = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.table} {self.stamp}"
