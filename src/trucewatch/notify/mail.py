"""E-mail by SMTP, with the standard library. A password goes over an encrypted connection or not at all."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from trucewatch.errors import NotSent
from trucewatch.notify.message import Delivery, Message

LOCAL = ("localhost", "127.0.0.1", "::1")
_MEND = "it is tried again at the next pass; check the mail server's settings"


@dataclass(frozen=True, slots=True)
class MailServer:
    """``tls``: ``starttls``, ``tls`` from the first byte, or ``none``; ``ca``: a file of certificates to trust instead
    of the system's; ``timeout``: seconds for each step."""

    host: str
    port: int = 587
    tls: str = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca: Path | None = None
    timeout: float = 20.0


@dataclass(frozen=True, slots=True)
class Mail:
    """Sends to ``to``, from ``sender``; ``domain`` stands in message ids."""

    server: MailServer
    sender: str
    to: tuple[str, ...]
    domain: str = "trucewatch.invalid"

    def send(self, message: Message) -> Delivery:
        """As the protocol has it. Recipients that the server refuses are named in the notes; NotSent if it refuses
        all of them."""
        try:
            with self._connected() as smtp:
                refused = smtp.send_message(self.written(message), self.sender, list(self.to))
        except smtplib.SMTPRecipientsRefused as e:
            raise self._not_sent(f"the mail server refused every recipient ({_codes(e.recipients)})") from e
        except smtplib.SMTPResponseException as e:
            raise self._not_sent(f"the mail server answered {e.smtp_code}") from e
        except (smtplib.SMTPException, OSError, ssl.SSLError) as e:
            raise self._not_sent(f"no mail could be handed over ({type(e).__name__})") from e
        return Delivery(tuple(f"{address} was refused ({code})" for address, (code, _) in sorted(refused.items())))

    def written(self, message: Message) -> EmailMessage:
        """The message as mail: plain text, UTF-8."""
        mail = EmailMessage(policy=policy.SMTP)
        mail["Subject"] = " ".join(message.subject.split())
        mail["From"] = self.sender
        mail["To"] = ", ".join(self.to)
        mail["Date"] = format_datetime(message.at.astimezone(UTC))
        mail["Message-ID"] = f"<{message.id}@{self.domain}>"
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday note answers it
        mail.set_content(message.text)
        return mail

    def _not_sent(self, what: str) -> NotSent:
        return NotSent(what, where=f"{self.server.host}:{self.server.port}", mend=_MEND)

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        server = self.server
        if server.password and server.tls == "none" and server.host not in LOCAL:
            raise NotSent(
                "a password does not go over a connection in the clear",
                where=f"{server.host}:{server.port}",
                mend="set TRUCEWATCH_SMTP_TLS to starttls or tls",
            )
        context = ssl.create_default_context(cafile=str(server.ca) if server.ca else None)
        smtp: smtplib.SMTP
        if server.tls == "tls":
            smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
        with smtp:
            if server.tls == "starttls":
                smtp.starttls(context=context)
            if server.user:
                smtp.login(server.user, server.password or "")
            yield smtp


def _codes(recipients: dict[str, tuple[int, bytes]]) -> str:
    return ", ".join(sorted({str(code) for code, _ in recipients.values()}))
