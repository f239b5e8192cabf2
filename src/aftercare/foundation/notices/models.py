from typing import Self

from django.db import models

from aftercare.foundation.actor import Actor


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, actor: Actor) -> Self:
        return self.none() if actor.user_id is None else self.filter(user_id=actor.user_id)


class Notice(models.Model):
    """Something one person should know. The sentence is made when it is read, in their language.

    `text_key` is the English text as the catalogue knows it, `params` fill its {names}.
    """

    user = models.ForeignKey("identity.User", models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    text_key = models.CharField(max_length=200)
    params = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    urgent = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["user", "-id"], name="notices_notice_newest"),
            models.Index(
                fields=["user", "-id"],
                name="notices_notice_unread",
                condition=models.Q(read_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to user {self.user_id}"
