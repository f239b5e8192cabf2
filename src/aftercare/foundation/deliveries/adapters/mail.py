"""Mail by SMTP."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import parse_qs, unquote, urlsplit

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.deliveries.rules import Draft, Envelope, Wiring
from aftercare.foundation.files.queries import open_file

from .base import NotTaken, Taken

SECONDS = 20.0
PERMANENT = 500


class SmtpCarrier:
    """`smtp://user@host:587` (STARTTLS is asked for) or `smtps://user@host:465`.

    `?tls=off` speaks in clear, for a server on the same machine.
    """

    def __init__(self, wiring: Wiring) -> None:
        self.wiring, self.parts = wiring, urlsplit(wiring.url)
        self.in_clear = parse_qs(self.parts.query).get("tls") == ["off"]

    def send(self, envelope: Envelope) -> Taken:
        message = written(envelope, self.wiring.sender)
        with _told_plainly(), self._server() as server:
            server.send_message(message)
        return Taken(ref=message["Message-ID"].strip("<>"))

    def reach(self) -> None:
        """Greets the server and signs in, as for a mail; none is sent. Raises NotTaken."""
        with _told_plainly(), self._server() as server:
            server.noop()

    @contextmanager
    def _server(self) -> Iterator[smtplib.SMTP]:
        host, context = self.parts.hostname or "localhost", ssl.create_default_context()
        if self.parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, self.parts.port or 465, timeout=SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(host, self.parts.port or 587, timeout=SECONDS)
        with server:
            if self.parts.scheme != "smtps" and not self.in_clear:
                server.starttls(context=context)
            if self.parts.username:
                server.login(unquote(self.parts.username), self.wiring.secret)
            yield server


@contextmanager
def _told_plainly() -> Iterator[None]:
    """What a server refuses, and that there is none, as NotTaken."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise NotTaken(_said(code, said), permanent=code >= PERMANENT) from error
    except smtplib.SMTPResponseException as error:
        # A password that is wrong is mended by a person; the mail can wait for it.
        refused = error.smtp_code >= PERMANENT
        own_fault = isinstance(error, smtplib.SMTPAuthenticationError)
        raise NotTaken(
            _said(error.smtp_code, error.smtp_error), permanent=refused and not own_fault
        ) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotTaken(f"no connection: {type(error).__name__}") from error


def written(envelope: Envelope, sender: str) -> EmailMessage:
    """The mail as it goes over the line."""
    draft, message = envelope.draft, EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = draft.recipient
    message["Subject"] = " ".join(draft.subject.split())
    message["Date"] = format_datetime(envelope.at)
    message["Message-ID"] = f"<{draft.mail_id or mail_id(f'm{envelope.id}', sender)}>"
    if draft.reply_to:
        message["Reply-To"] = draft.reply_to
    _thread(message, draft)
    if not draft.by_person:
        message["Auto-Submitted"] = "auto-generated"
    if draft.language:
        message["Content-Language"] = draft.language
    message.set_content(draft.text, cte="base64")
    for file_id in draft.file_ids:
        opened = open_file(actor=SYSTEM, file_id=file_id)
        with opened.stream:
            main, _is, sub = opened.mime.partition("/")
            message.add_attachment(
                opened.stream.read(), maintype=main, subtype=sub, filename=opened.brief.name
            )
    return message


def mail_id(word: str, sender: str) -> str:
    """Our own Message-ID, without its brackets."""
    domain = sender.rpartition("@")[2].strip("> ") or "aftercare.invalid"
    return f"{word}.aftercare@{domain}"


def _thread(message: EmailMessage, draft: Draft) -> None:
    if draft.in_reply_to:
        message["In-Reply-To"] = f"<{draft.in_reply_to}>"
        earlier = [one for one in draft.references if one != draft.in_reply_to]
        message["References"] = " ".join(f"<{one}>" for one in (*earlier, draft.in_reply_to))


def _said(code: int, what: bytes | str) -> str:
    text = what.decode(errors="replace") if isinstance(what, bytes) else what
    return f"{code} {text}"
