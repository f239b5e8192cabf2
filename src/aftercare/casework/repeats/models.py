from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class Repeat(models.Model):
    """The same matter again soon after it was settled (R-IN-11): counts against the first fix.

    `raised_from` is the grade before, as level and severity; "" where nothing was raised.
    """

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="+")
    earlier = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    days = models.SmallIntegerField()  # since the earlier one was settled
    signs = ArrayField(models.CharField(max_length=10))
    raised_from = models.CharField(max_length=5, blank=True)
    raised_to = models.CharField(max_length=5, blank=True)
    by_member = models.BigIntegerField(null=True)  # None: recognised when it came in
    noted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="repeats_later_one", condition=~Q(case=F("earlier"))),
        ]

    def __str__(self) -> str:
        return f"case {self.case_id} is case {self.earlier_id} again"
