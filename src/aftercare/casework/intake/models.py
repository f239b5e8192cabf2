from django.db import models


class Access(models.Model):
    """What lets a customer follow a case without an account: a code said once, kept as a hash."""

    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    failed = models.SmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"access to case {self.case_id}"
