"""Attachments that lie elsewhere, fetched outside of any transaction."""

import json

from django.utils import timezone
from procrastinate.contrib.django import app

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.deliveries.adapters.base import NotTaken
from aftercare.foundation.deliveries.adapters.outward import get

from . import actions
from .queries import links_of
from .rules import MB, Attached

LARGEST_FILE = 25 * MB
TRIES = 4


@app.task(name=actions.FETCH)
def fetch_attachments(incoming_id: int, attempt: int = 1) -> None:
    """All of one message; what cannot be had after some tries is said on the case."""
    links = links_of(actor=SYSTEM, incoming_id=incoming_id)
    if links is None:
        return
    fetched, failed, later = [], [], False
    for name, url in json.loads(links.links):
        try:
            fetched.append(Attached(name=name, content=get(url, most=LARGEST_FILE)))
        except NotTaken as error:
            failed.append(name)
            later = later or not error.permanent
    if later and attempt < TRIES:
        again = app.configure_task(actions.FETCH, schedule_in={"minutes": 5**attempt})
        again.defer(incoming_id=incoming_id, attempt=attempt + 1)
        return
    actions.keep_attachments(actor=SYSTEM, incoming_id=incoming_id, fetched=fetched, failed=failed,
                             now=timezone.now())  # fmt: skip
