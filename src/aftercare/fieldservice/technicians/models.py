from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.actor import Actor

BASE_CHOICES = [("station", _("At the station")), ("home", _("At home"))]


class TechnicianQuerySet(models.QuerySet["Technician"]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.sees_everything:
            return self
        mine = Q(site__org_unit_id__in=actor.org_units) | Q(member_id=actor.staff_id)
        return self.filter(mine)


class Technician(models.Model):
    """Somebody who goes out: from where, how long, how fast (工程师).

    The home is known to a hundred metres, no closer. `meal_minutes` 0 is none, `pace` percent of
    the norm of a job, `longest_leg` the most minutes between two visits.
    """

    member = models.OneToOneField("staff.Member", models.PROTECT, related_name="+")
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    starts_at = models.CharField(max_length=8, choices=BASE_CHOICES, default="station")
    ends_at = models.CharField(max_length=8, choices=BASE_CHOICES, default="station")
    home_longitude = models.FloatField(null=True)
    home_latitude = models.FloatField(null=True)
    meal_from = models.TimeField(default="11:30")
    meal_until = models.TimeField(default="12:45")
    meal_minutes = models.PositiveSmallIntegerField(default=30)
    pace = models.PositiveSmallIntegerField(default=100)
    longest_leg = models.PositiveSmallIntegerField(null=True)
    is_active = models.BooleanField(default=True)

    objects = TechnicianQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="technicians_home_known_where_used",
                condition=Q(starts_at="station", ends_at="station")
                | Q(home_longitude__isnull=False, home_latitude__isnull=False),
            ),
            models.CheckConstraint(
                name="technicians_pace_is_possible", condition=Q(pace__range=(50, 200))
            ),
            models.CheckConstraint(
                name="technicians_meal_in_order", condition=Q(meal_until__gte=F("meal_from"))
            ),
        ]

    def __str__(self) -> str:
        return f"technician {self.member_id}"
