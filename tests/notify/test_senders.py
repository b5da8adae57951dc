"""The senders against real servers: what arrives, what is refused, what never leaves."""

from __future__ import annotations

import json
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.notify.servers import Hook, Inbox, certificate, mail_server, web_server
from trucewatch.errors import NotSent
from trucewatch.notify import Mail, MailServer, Message, Sender, Webhook
from trucewatch.notify.webhook import signature

AT = datetime(2031, 3, 20, 7, 30, tzinfo=UTC)
MESSAGE = Message(
    "msg-1", "[Vale] Alleged attack\r\nBcc: x@example.org", "Ältere “Worte”.\nZweite Zeile.\n", {"alerts": [1]}, AT
)


def mail(port: int, *, tls: str = "none", to: tuple[str, ...] = ("desk@example.org",), **more: object) -> Mail:
    server = MailServer("localhost", port, tls, timeout=5, **more)  # type: ignore[arg-type]
    return Mail(server, "watch@example.org", to, "example.org")


def test_a_mail_arrives_as_it_was_written() -> None:
    with mail_server(Inbox()) as inbox:
        sender: Sender = mail(inbox.port)
        assert sender.send(MESSAGE).notes == ()
    (got,) = inbox.mails
    assert got["Subject"] == "[Vale] Alleged attack Bcc: x@example.org" and got["Bcc"] is None
    assert got["Message-ID"] == "<msg-1@example.org>" and got["Auto-Submitted"] == "auto-generated"
    assert got["Date"] == "Thu, 20 Mar 2031 07:30:00 +0000"
    assert got.get_content().replace("\r\n", "\n") == MESSAGE.text
    assert inbox.recipients == [["desk@example.org"]]


def test_a_password_goes_over_tls_to_a_server_that_is_known(tmp_path: Path) -> None:
    context, ca = certificate(tmp_path)
    with mail_server(Inbox(), context, "secret") as inbox:
        mail(inbox.port, tls="starttls", user="watch", password="secret", ca=ca).send(MESSAGE)
        assert len(inbox.mails) == 1
        with pytest.raises(NotSent, match="535"):
            mail(inbox.port, tls="starttls", user="watch", password="wrong", ca=ca).send(MESSAGE)
        with pytest.raises(NotSent, match="SSLCertVerificationError"):
            mail(inbox.port, tls="starttls", user="watch", password="secret").send(MESSAGE)
        assert len(inbox.mails) == 1


def test_a_password_never_goes_in_the_clear() -> None:
    server = MailServer("mail.example.org", 25, "none", "watch", "hunter2")
    with pytest.raises(NotSent, match="in the clear") as caught:
        Mail(server, "a@example.org", ("b@example.org",)).send(MESSAGE)
    assert "hunter2" not in caught.value.one_line() + repr(server)


def test_who_is_refused_is_named_and_the_others_get_it() -> None:
    to = ("desk@example.org", "gone@example.org")
    with mail_server(Inbox(refuses=("gone@example.org",))) as inbox:
        assert mail(inbox.port, to=to).send(MESSAGE).notes == ("gone@example.org was refused (550)",)
        assert inbox.recipients == [["desk@example.org"]]
        with pytest.raises(NotSent, match=r"every recipient \(550\)"):
            mail(inbox.port, to=to[1:]).send(MESSAGE)


def test_a_server_that_is_not_there_is_an_error_that_says_so() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # bound and not listening: nobody answers here
        port = held.getsockname()[1]
        with pytest.raises(NotSent, match="no mail could be handed over"):
            mail(port).send(MESSAGE)
        with pytest.raises(NotSent, match="no answer"):
            Webhook("hook", f"http://127.0.0.1:{port}/", sleep=lambda _: None).send(MESSAGE)


def test_a_webhook_gets_json_that_it_can_check() -> None:
    with web_server(Hook()) as hook:
        Webhook("hook", hook.url, "key").send(MESSAGE)
    (body,), (headers,) = hook.bodies, hook.headers
    said = json.loads(body)
    assert said["alerts"] == [1] and said["text"] == MESSAGE.text and said["at"] == "2031-03-20T07:30:00+00:00"
    assert headers["Idempotency-Key"] == "msg-1" and headers["Content-Type"] == "application/json"
    assert headers["X-Trucewatch-Signature"] == signature("key", body) != signature("other", body)


@pytest.mark.parametrize(
    ("answers", "requests", "sent"),
    [([503, 200], 2, True), ([429, 500, 201], 3, True), ([503], 3, False), ([404], 1, False), ([302], 1, False)],
)
def test_a_busy_webhook_is_asked_again_and_a_refusal_is_taken_at_its_word(
    answers: list[int], requests: int, sent: bool
) -> None:
    waited: list[float] = []
    with web_server(Hook(list(answers))) as hook:
        sender = Webhook("hook", hook.url, sleep=waited.append)
        if sent:
            sender.send(MESSAGE)
        else:
            with pytest.raises(NotSent, match=str(answers[-1])) as caught:
                sender.send(MESSAGE)
            assert hook.url not in caught.value.one_line() and hook.url not in repr(sender)
        assert len(hook.bodies) == requests
    assert waited == [1.0, 2.0][: requests - 1]


def test_a_webhook_in_the_clear_is_for_this_machine_alone() -> None:
    with pytest.raises(NotSent, match="no https address"):
        Webhook("hook", "http://hook.example.org/").send(MESSAGE)
