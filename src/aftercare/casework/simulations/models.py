from django.db import models
from django.utils.translation import gettext_lazy as _


class Simulation(models.Model):
    """A draft tried on past cases. `result` holds what `rules.Tally` gives, case after case.

    `digest` is that of the wording that was tried: the draft may have changed since.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        STOPPED = "stopped", _("Stopped")

    version = models.ForeignKey("packs.PackVersion", models.CASCADE, related_name="+")
    against = models.ForeignKey("packs.PackVersion", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    since = models.DateTimeField()
    until = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    last_case = models.BigIntegerField(default=0)
    result = models.JSONField(default=dict)
    by_user = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=100)
    begun_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["version", "-id"], name="simulations_of_version")]

    def __str__(self) -> str:
        return f"version {self.version_id} on {self.total} cases"
