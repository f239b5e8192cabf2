from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Wording(models.Model):
    """A standard wording (话术): what to say, for which kind and category of case (R-IN-08).

    `kind`, `category` and `line` are empty where it fits all. {Names} in the text are filled from
    the case: {customer}, {number}, {product}, {agent}, {company}, {due}, {missing}.
    """

    class Purpose(models.TextChoices):
        GREETING = "greeting", _("Greeting")
        APOLOGY = "apology", _("Apology")
        ASKING = "asking", _("Asking for what is missing")
        SAFETY = "safety", _("Safety advice")
        PROMISE = "promise", _("Promise")
        PROGRESS = "progress", _("How it stands")
        PROPOSAL = "proposal", _("Proposal")
        REFUSING = "refusing", _("Saying no")
        CLOSING = "closing", _("Closing")
        FOLLOW_UP = "follow_up", _("Follow-up")

    code = models.SlugField(max_length=40, unique=True)
    purpose = models.CharField(max_length=10, choices=Purpose)
    kind = models.CharField(max_length=20, blank=True)
    category = models.CharField(max_length=20, blank=True)
    line = models.CharField(max_length=20, blank=True)
    title_zh = models.CharField(max_length=60)
    title_en = models.CharField(max_length=80, blank=True)
    text_zh = models.TextField()
    text_en = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_used = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="wordings_wording_says_something", condition=~Q(text_zh="")
            ),
        ]

    def __str__(self) -> str:
        return self.code
