"""Text messages by an HTTP gateway, WeChat's template messages, robots of company chats."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from time import monotonic
from typing import Any
from urllib.parse import quote_plus, unquote, urlencode, urlsplit, urlunsplit

from aftercare.foundation.deliveries.rules import Envelope, Wiring

from .base import NotTaken, Taken
from .outward import post

JSON = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "aftercare"}
WECHAT_STALE = frozenset({40001, 40014, 42001})
WECHAT_LATER = frozenset({-1, 45009, 45011})
WORD_MOST = {"thing": 20, "phrase": 5, "character_string": 32, "name": 10, "const": 20}
"""So many signs a field of a template may have, by the beginning of its name."""


def signed(secret: str, at: int, body: bytes) -> dict[str, str]:
    """`t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>">`: who knows the secret wrote it."""
    told = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return {"Aftercare-Signature": f"t={at},v1={told}"}


class HttpGateway:
    """A POST of `{"id", "to", "text", "template", "params"}`, signed; the answer may hold `id`.

    The same id may come twice where an answer was lost: a gateway passes it on once.
    """

    def __init__(self, wiring: Wiring) -> None:
        self.wiring = wiring

    def send(self, envelope: Envelope) -> Taken:
        draft = envelope.draft
        said = {
            "id": f"aftercare-{envelope.id}",
            "to": draft.recipient,
            "text": draft.text,
            "template": draft.gateway_template,
            "params": dict(draft.params),
            "sign": self.wiring.sender,
        }
        body = _body(said)
        headers = JSON | signed(self.wiring.secret, int(envelope.at.timestamp()), body)
        headers["Idempotency-Key"] = str(said["id"])
        answer = post(self.wiring.url, body, headers, near=True)
        return Taken(ref=str(answer.json().get("id", "")))


class WeChat:
    """Template messages of an official account: `https://<app id>@api.weixin.qq.com`.

    It knows texts by the number of their template only; the link opens at a touch.
    """

    numbered_only = True

    def __init__(self, wiring: Wiring) -> None:
        self.wiring, parts = wiring, urlsplit(wiring.url)
        self.app_id = unquote(parts.username or "")
        self.base = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], "", "", ""))

    def send(self, envelope: Envelope) -> Taken:
        draft = envelope.draft
        if not draft.gateway_template:
            raise NotTaken("WeChat: the text has no number of a template", permanent=True)
        data = draft.fields or draft.params
        said: dict[str, object] = {
            "touser": draft.recipient,
            "template_id": draft.gateway_template,
            "client_msg_id": f"aftercare-{envelope.id}",
            "data": {name: {"value": _short(name, value)} for name, value in data.items()},
        }
        if link := draft.params.get("link"):
            said["url"] = link
        answer = self._sent(said)
        if answer.get("errcode") in WECHAT_STALE:
            _TOKENS.pop(self.app_id, None)
            answer = self._sent(said)
        if "errcode" not in answer:
            raise NotTaken("no answer of WeChat: something else stands at this address")
        code = int(answer["errcode"])
        if code:
            raise NotTaken(
                f"WeChat {code} {answer.get('errmsg', '')}", permanent=code not in WECHAT_LATER
            )
        return Taken(ref=str(answer.get("msgid", "")))

    def reach(self) -> None:
        """Asks for a token, as for a message; none is sent. Raises NotTaken."""
        _TOKENS.pop(self.app_id, None)
        self._token()

    def _sent(self, said: Mapping[str, object]) -> dict[str, Any]:
        url = f"{self.base}/cgi-bin/message/template/send?access_token={quote_plus(self._token())}"
        return post(url, _body(said), JSON, near=True).json()

    def _token(self) -> str:
        word, until = _TOKENS.get(self.app_id, ("", 0.0))
        if monotonic() < until:
            return word
        asked = {"grant_type": "client_credential", "appid": self.app_id}
        query = urlencode(asked | {"secret": self.wiring.secret})
        answer = post(f"{self.base}/cgi-bin/token?{query}", b"", {}, near=True, method="GET").json()
        if "access_token" not in answer:
            told = f"{answer.get('errcode', 'no answer')} {answer.get('errmsg', '')}"
            raise NotTaken(f"WeChat {told}".strip())
        seconds = float(answer.get("expires_in", 7200))
        _TOKENS[self.app_id] = (str(answer["access_token"]), monotonic() + seconds * 0.9)
        return _TOKENS[self.app_id][0]


_TOKENS: dict[str, tuple[str, float]] = {}
ROBOT_CODES = ("errcode", "code", "StatusCode")


class Robot:
    """A group's robot in WeCom, DingTalk or Feishu; its address holds the key."""

    def __init__(self, wiring: Wiring) -> None:
        self.wiring = wiring

    def send(self, envelope: Envelope) -> Taken:
        at = int(envelope.at.timestamp())
        url, said = self.put(envelope.draft.text, at)
        answer = post(url, _body(said), JSON, near=True).json()
        code = next((answer[name] for name in ROBOT_CODES if name in answer), None)
        if code is None:
            raise NotTaken("no answer of a robot: something else stands at this address")
        if code:
            raise NotTaken(f"robot {code} {answer.get('errmsg', answer.get('msg', ''))}")
        return Taken()

    def put(self, text: str, at: int) -> tuple[str, dict[str, object]]:
        """The address and what is said there. WeCom knows no signature."""
        del at
        return self.wiring.url, {"msgtype": "text", "text": {"content": text}}


class DingTalk(Robot):
    def put(self, text: str, at: int) -> tuple[str, dict[str, object]]:
        url, said = super().put(text, at)
        if self.wiring.secret:
            stamp = f"{at * 1000}"
            told = _mac(self.wiring.secret, f"{stamp}\n{self.wiring.secret}")
            url = f"{url}&{urlencode({'timestamp': stamp, 'sign': told})}"
        return url, said


class Feishu(Robot):
    def put(self, text: str, at: int) -> tuple[str, dict[str, object]]:
        said: dict[str, object] = {"msg_type": "text", "content": {"text": text}}
        if self.wiring.secret:
            said |= {"timestamp": str(at), "sign": _mac(f"{at}\n{self.wiring.secret}", "")}
        return self.wiring.url, said


def _short(name: str, value: str) -> str:
    """As much as the field takes; a longer one would have the whole message refused."""
    most = WORD_MOST.get(name.rstrip("0123456789"), len(value))
    return value if len(value) <= most else value[: most - 1] + "…"


def _mac(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


def _body(said: Mapping[str, object]) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
