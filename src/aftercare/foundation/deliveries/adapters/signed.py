"""Signed calls to programs outside: answers to social channels, and webhooks."""

import json

from aftercare.foundation.deliveries.rules import Channel, Envelope
from aftercare.foundation.endpoints.queries import Way
from aftercare.foundation.endpoints.rules import signed

from .base import NotTaken, Taken
from .gateways import JSON
from .outward import post


class SignedCall:
    """One POST, signed anew at each try; its id stays, so that the other side knows it again.

    What the other side refuses is tried again like everything else: it may be mended meanwhile.
    """

    def __init__(self, way: Way) -> None:
        self.way = way

    def send(self, envelope: Envelope) -> Taken:
        if not self.way.is_on:
            raise NotTaken("the endpoint is switched off", permanent=True)
        if not self.way.url:
            raise NotTaken("the endpoint has no address", permanent=True)
        body, message_id = body_of(envelope), f"aftercare-{envelope.id}"
        headers = signed(self.way.secrets, message_id, int(envelope.at.timestamp()), body)
        try:
            answer = post(self.way.url, body, JSON | headers)
        except NotTaken as refused:
            gone = refused.status == 410  # noqa: PLR2004 - it says itself that it is no more
            raise NotTaken(
                str(refused), permanent=refused.permanent and (gone or not refused.status),
                status=refused.status,
            ) from refused  # fmt: skip
        return Taken(ref=message_id, status=answer.status)


def body_of(envelope: Envelope) -> bytes:
    """A webhook is its text; an answer to a person is put in words around it."""
    draft = envelope.draft
    if draft.channel == Channel.HOOK:
        return draft.text.encode()
    said = {"type": "message.answer", **draft.params, "text": draft.text}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
