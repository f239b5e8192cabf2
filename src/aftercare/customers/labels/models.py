from django.db import models


class Label(models.Model):
    """The code on a thing: its word, which nobody guesses, opens the thing's public page.

    A renewed label has another word; the one before opens nothing any more.
    """

    unit = models.OneToOneField("units.Unit", models.CASCADE, related_name="+")
    word = models.CharField(max_length=32, unique=True)
    issued_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"label of unit {self.unit_id}"
