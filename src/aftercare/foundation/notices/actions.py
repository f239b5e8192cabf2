"""Telling people, and their having read it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.rows import new_row, put_rows_off

from .models import Notice
from .queries import NoticeRow, row_of


@action
def notify(
    *,
    actor: Actor,
    user_ids: Iterable[int | None],
    kind: str,
    text_key: str,
    now: datetime,
    params: Mapping[str, object] | None = None,
    link: str = "",
    urgent: bool = False,
) -> int:
    """One notice for each of the users (None is nobody); returns how many were told.

    `text_key` is an English sentence marked with `gettext_noop` where it is sent, with {names} that
    `params` fill: numbers, codes, {"text": such a text} and {"zh": …, "en": …}, never personal
    data. Who acts is not told of the own act.
    """
    told = {user_id for user_id in user_ids if user_id is not None} - {actor.user_id}
    notices = [
        new_row(
            Notice,
            user_id=user_id,
            kind=kind,
            text_key=text_key,
            params=dict(params or {}),
            link=link,
            urgent=urgent,
            created_at=now,
        )
        for user_id in sorted(told)
    ]
    put_rows_off(*notices)
    return len(told)


@action
def mark_read(*, actor: Actor, notice_id: int, now: datetime) -> NoticeRow:
    """Reading again changes nothing. Raises NotFound, also for somebody else's."""
    notice = Notice.objects.of(actor).filter(id=notice_id).first()
    if notice is None:
        raise NotFound(_("There is no such notice."))
    if notice.read_at is None:
        notice.read_at = now
        notice.save(update_fields=["read_at"])
    return row_of(notice)


@action
def mark_all_read(*, actor: Actor, now: datetime) -> int:
    """Returns how many had not been read."""
    return Notice.objects.of(actor).filter(read_at=None).update(read_at=now)
