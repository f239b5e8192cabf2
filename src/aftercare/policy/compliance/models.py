from django.db import models
from django.utils.translation import gettext_lazy as _


class Norm(models.Model):
    """A law or standard on which policies rest, who watches it, and until when it is looked at."""

    class Kind(models.TextChoices):
        LAW = "law", _("Law")
        REGULATION = "regulation", _("Regulation")
        STANDARD = "standard", _("Standard")
        CONTRACT = "contract", _("Contract or agreement")

    title_zh = models.CharField(max_length=200, unique=True)  # as the policies cite it
    title_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.LAW)
    reference = models.CharField(max_length=200, blank=True)  # number, or address of its text
    owner = models.ForeignKey(
        "identity.User", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    review_on = models.DateField(null=True, db_index=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=100, blank=True)
    review_outcome = models.CharField(max_length=500, blank=True)
    reminded_on = models.DateField(null=True)  # for which review_on people were told
    note = models.CharField(max_length=1000, blank=True)

    def __str__(self) -> str:
        return self.title_zh


class NormChange(models.Model):
    """A change of a law or standard to act upon; done when `outcome` says what came of it."""

    norm = models.ForeignKey(Norm, models.CASCADE, related_name="changes")
    what = models.CharField(max_length=500)
    act_by = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=100)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=100, blank=True)
    outcome = models.CharField(max_length=500, blank=True)
    reminded = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index("act_by", name="compliance_changes_open", condition=models.Q(done_at=None))
        ]

    def __str__(self) -> str:
        return self.what
