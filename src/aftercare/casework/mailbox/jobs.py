"""Reading the mailboxes: the net outside of transactions, each mail in one of its own."""

import logging
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from procrastinate.contrib.django import app

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Refusal

from . import actions
from .adapters import Box, NotReached, opened
from .queries import Access, Fault, access_to, mailbox_ids
from .rules import LARGEST

LOG = logging.getLogger(__name__)
AT_ONCE = 200


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="mailbox.read_mailboxes", pass_context=False)
def read_mailboxes(timestamp: int) -> None:  # noqa: ARG001
    """Every minute."""
    for mailbox_id in mailbox_ids(actor=SYSTEM):
        read_mailbox(mailbox_id)


def read_mailbox(mailbox_id: int) -> None:
    access = access_to(actor=SYSTEM, mailbox_id=mailbox_id)
    if access is None:
        return
    trouble = ""
    try:
        with opened(
            host=access.host,
            port=access.port,
            in_clear=access.in_clear,
            username=access.username,
            password=access.password,
            folder=access.folder,
        ) as box:
            if access.uidvalidity is None:
                _begin(access, box)
                return
            for uid in _fresh(access, box)[:AT_ONCE]:
                _take(access, box, uid)
    except NotReached as error:
        trouble = str(error)
    actions.note_reading(actor=SYSTEM, mailbox_id=mailbox_id, trouble=trouble, now=timezone.now())


def _begin(access: Access, box: Box) -> None:
    """What lay in the mailbox before it was connected stays so; what came since is read."""
    before = box.uids_after(0)
    since = box.uids_arrived(access.connected_at) if access.connected_at else []
    actions.note_reading(
        actor=SYSTEM,
        mailbox_id=access.id,
        trouble="",
        uidvalidity=box.uidvalidity,
        last_uid=since[0] - 1 if since else max(before, default=0),
        now=timezone.now(),
    )


def _fresh(access: Access, box: Box) -> list[int]:
    """Numbers given anew say nothing of the old ones: then those of the last days are met again."""
    if access.uidvalidity == box.uidvalidity:
        return box.uids_after(access.last_uid)
    since: date = (access.read_at or timezone.now()).date() - timedelta(days=2)
    return box.uids_since(since)


def _take(access: Access, box: Box, uid: int) -> None:
    place: dict[str, Any] = {"mailbox_id": access.id, "uidvalidity": box.uidvalidity, "uid": uid}
    if box.size(uid) > LARGEST:
        actions.keep_mail(actor=SYSTEM, fault=Fault.TOO_LARGE, now=timezone.now(), **place)
        return
    raw = box.content(uid)
    try:
        actions.take_mail(actor=SYSTEM, raw=raw, now=timezone.now(), **place)
    except Refusal:
        actions.keep_mail(actor=SYSTEM, fault=Fault.REFUSED, raw=raw, now=timezone.now(), **place)
    except Exception as error:  # noqa: BLE001 - one mail never keeps the others
        LOG.error("a mail was set aside: %s", type(error).__name__)  # noqa: TRY400 - no text of it
        actions.keep_mail(actor=SYSTEM, fault=Fault.OUR_FAULT, raw=raw, now=timezone.now(), **place)
