from typing import Self

from django.db import models
from django.db.models import Q

from aftercare.foundation.actor import Actor


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own, and those that the units in sight share."""
        own = Q(owner_id=actor.user_id)
        if actor.sees_everything:
            return self.filter(own | Q(shared_with__isnull=False))
        return self.filter(own | Q(shared_with_id__in=actor.org_units))

    def of(self, actor: Actor, listing: str) -> Self:
        return self.filter(owner_id=actor.user_id, listing=listing)


class SavedView(models.Model):
    """A way of seeing a list that a person keeps: what is shown, in which order, by a name."""

    owner = models.ForeignKey("identity.User", models.CASCADE, related_name="+")
    listing = models.CharField(max_length=10, default="cases")  # whose rows are seen
    name = models.CharField(max_length=40)
    words = models.JSONField()  # as rules.kept leaves them
    order = models.CharField(max_length=10)
    shared_with = models.ForeignKey(
        "organisation.OrgUnit", models.CASCADE, related_name="+", null=True, blank=True
    )
    position = models.IntegerField(default=0)
    saved_at = models.DateTimeField()

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("owner", "listing", "name", name="views_name_once")]

    def __str__(self) -> str:
        return self.name
