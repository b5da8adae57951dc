"""A webhook: the message as JSON, posted to an address that is itself a secret and stands in no error text."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from trucewatch.errors import MissingExtra, NotSent
from trucewatch.notify.mail import LOCAL
from trucewatch.notify.message import Delivery, Message

_MEND = "it is tried again at the next pass; check the address in the variable and the other side's log"
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Webhook:
    """Posts to ``url``; ``name`` is what errors call it. ``secret``: the body is signed with it (HMAC-SHA256).
    ``tries``, with ``pause`` seconds before the second and twice that before the third, while the other side is busy.
    """

    name: str
    url: str = field(repr=False)
    secret: str | None = field(default=None, repr=False)
    timeout: float = 10.0
    tries: int = 3
    pause: float = 1.0
    sleep: Callable[[float], None] = time.sleep

    def send(self, message: Message) -> Delivery:
        """As the protocol has it. Redirects are not followed; anything but 2xx is no delivery."""
        try:
            import httpx
        except ImportError as e:
            raise MissingExtra("webhooks need httpx", mend="pip install 'trucewatch[watch]'") from e
        parts = urlsplit(self.url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
            raise NotSent("the address is no https address", where=self.name, mend="give one that begins with https://")
        body = body_of(message)
        failed = ""
        with httpx.Client(timeout=self.timeout, follow_redirects=False) as client:
            for attempt in range(self.tries):
                if attempt:
                    self.sleep(self.pause * 2 ** (attempt - 1))
                try:
                    answer = client.post(self.url, content=body, headers=self.headers(message, body))
                except httpx.HTTPError as e:
                    failed = f"no answer ({type(e).__name__})"
                    continue
                if answer.is_success:
                    return Delivery()
                failed = f"the other side answered {answer.status_code}"
                if answer.status_code not in _AGAIN:
                    break
        raise NotSent(failed, where=self.name, mend=_MEND)

    def headers(self, message: Message, body: bytes) -> dict[str, str]:
        """Content type, a key by which a repetition can be told, and the signature where there is a secret."""
        found = {"Content-Type": "application/json", "Idempotency-Key": message.id, "User-Agent": "trucewatch"}
        if self.secret:
            found["X-Trucewatch-Signature"] = signature(self.secret, body)
        return found


def body_of(message: Message) -> bytes:
    """What is posted: the data, with id, subject, text and moment."""
    said = {"id": message.id, "at": message.at.isoformat(), "subject": message.subject, "text": message.text}
    return json.dumps({**message.data, **said}, ensure_ascii=False, sort_keys=True).encode()


def signature(secret: str, body: bytes) -> str:
    """``sha256=`` and the HMAC of the body, as the receiver computes it."""
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"
