"""A package of somebody else: a channel that speaks XML and signs as official accounts do.

Two messages of a user within the same conversation are one matter; the channel names neither of
them otherwise, so that the user is the thread.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from aftercare.casework.chats.queries import Call, NotGenuine, Unreadable, Word
from aftercare.casework.triage.queries import Opinion

TAG = re.compile(r"<(\w+)>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?</\1>", re.DOTALL)


class Account:
    def check(self, call: Call, *, secrets: Sequence[str], at: datetime) -> None:
        said = [call.query.get(name, "") for name in ("timestamp", "nonce", "signature")]
        stamp, nonce, signature = said
        if not stamp.isdigit() or abs(at.timestamp() - int(stamp)) > 300:
            raise NotGenuine("stale")
        for secret in secrets:
            told = hashlib.sha1("".join(sorted((secret, stamp, nonce))).encode()).hexdigest()  # noqa: S324
            if hmac.compare_digest(told, signature):
                return
        raise NotGenuine("forged")

    def greeting(self, call: Call) -> str | None:
        return call.query.get("echostr") if call.method == "GET" else None

    def thanks(self, call: Call) -> str | None:
        del call
        return "success"

    def read(self, call: Call, *, mapping: Mapping[str, str], at: datetime) -> Sequence[Word]:
        del mapping, at
        said = dict(TAG.findall(call.body.decode().removeprefix("<xml>").removesuffix("</xml>")))
        if said.get("MsgType") != "text":
            return []
        if "MsgId" not in said:
            raise Unreadable({"MsgId": "missing"})
        user = said["FromUserName"]
        return [
            Word(message_id=said["MsgId"], thread_id=user, sender_id=user, text=said["Content"])
        ]


class Refunds:
    """Hears one word, and is in doubt about another."""

    def classify(self, text: str) -> Sequence[Opinion]:
        if "崩溃" in text:
            raise ValueError
        sure = 0.9 if "退款" in text else 0.3
        return [
            Opinion(field="kind", value="return_exchange", confidence=sure, words="退款"),
            Opinion(field="category", value="moonlight", confidence=1.0),
            Opinion(field="severity", value="C", confidence=0.9),
        ]
