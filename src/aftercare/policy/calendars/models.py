from django.db import models


class Edition(models.Model):
    """The one row that every write to a calendar renews, so that processes know what is stale."""

    stamp = models.UUIDField()
    known_from = models.DateField(null=True)  # official data covers these dates
    known_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="calendars_edition_one", condition=models.Q(id=1))
        ]

    def __str__(self) -> str:
        return str(self.stamp)


class Calendar(models.Model):
    """Weekly opening hours, with official holidays and make-up days where it follows them."""

    code = models.CharField(max_length=40, unique=True)
    name = models.JSONField()  # {"zh": …, "en": …}
    zone = models.CharField(max_length=40, default="Asia/Shanghai")
    weekly = models.JSONField()  # {"0": ["09:00-12:00", …], …}
    later = models.JSONField(default=list)  # [{"since": "2026-12-01", "weekly": {…}}, …]
    follows_official = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.code


class CalendarDay(models.Model):
    """A date on which the official arrangement differs from Monday to Friday."""

    on = models.DateField(unique=True)
    works = models.BooleanField()  # a make-up working day; otherwise a day of rest
    name = models.CharField(max_length=40)
    source = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class OwnDay(models.Model):
    """A date on which the company, or one station, keeps other hours or none."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="own_days")
    org_unit = models.BigIntegerField(null=True)  # id of a station; empty: the company
    on = models.DateField()
    name = models.CharField(max_length=80)
    openings = models.JSONField(default=list)  # ["09:00-12:00", …]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="calendars_own_day_once",
                fields=["calendar", "org_unit", "on"],
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class StationHours(models.Model):
    """The weekly hours of one station in place of the calendar's."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="stations")
    org_unit = models.BigIntegerField()
    weekly = models.JSONField()
    later = models.JSONField(default=list)  # as of a calendar

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="calendars_station_hours_once", fields=["calendar", "org_unit"]
            )
        ]

    def __str__(self) -> str:
        return f"hours of unit {self.org_unit}"
