from django.db import models


class Recount(models.Model):
    """A due that another calendar moved: the value before and the value after, kept for good.

    `why` names what changed the calendar, like "revision:7"; empty where it came with the product.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    clock = models.ForeignKey("commitments.Clock", models.CASCADE, related_name="+", db_index=False)
    code = models.CharField(max_length=20)
    due_before = models.DateTimeField(null=True)
    due_after = models.DateTimeField(null=True)
    why = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["why", "-id"], name="recounts_by_cause")]

    def __str__(self) -> str:
        return f"{self.code} of case {self.case_id}"
