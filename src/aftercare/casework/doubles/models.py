from collections.abc import Collection

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models


class Marks(models.Model):
    """By what cases in like words are found: the marks of what came in (rules.marks_at)."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="+")
    marks = ArrayField(models.IntegerField())

    class Meta:
        indexes = [GinIndex(fields=["marks"], name="doubles_by_mark", fastupdate=False)]
        db_table = "doubles_marks"
        verbose_name_plural = "marks"

    def __str__(self) -> str:
        return f"marks of case {self.case_id}"


def ids_marked(marks: Collection[int], *, most: int) -> list[int]:
    """The newest cases that have one of these.

    Ordered by an expression: by the plain id, the planner would rather read from the newest on.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT case_id FROM doubles_marks WHERE marks && %s ORDER BY -case_id LIMIT %s",
            [list(marks), most],
        )
        return [case_id for (case_id,) in cursor.fetchall()]
