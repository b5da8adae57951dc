"""Alerts: what is due, what waits for a quiet hour's end or a daily digest, handing over, and the record of it.

Nothing is queued. What is due is worked out anew from what stands and from the notices in the ledger, so that a restart
loses nothing and repeats nothing. A notice is written once the other side has taken the message: should the program die
between the two, the message goes out once more with the same id.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from trucewatch.errors import CaseError, InputError, TrucewatchError
from trucewatch.gather import load_alerts
from trucewatch.monitor.sequence import Monitor
from trucewatch.notify import Mail, MailServer, Message, Sender, Webhook
from trucewatch.records import Case, Notice, identified
from trucewatch.records.alerts import Alerts, Channel, Quiet
from trucewatch.settings import mail_settings_from
from trucewatch.store import Store
from trucewatch.tell import Alert, Letter, alerts_due, letter
from trucewatch.values.ids import content_id, sha256
from trucewatch.values.moment import zone_of

Senders = Callable[[Channel], Sender]


@dataclass(frozen=True, slots=True)
class Planned:
    """One message to one channel: what it is of, what it says, and why it waits (None: it goes now)."""

    channel: Channel
    alerts: tuple[Alert, ...]
    letter: Letter
    waits: str | None = None

    @property
    def id(self) -> str:
        """The same whenever the same alerts go to the same channel."""
        return content_id("msg", [self.channel.id, *sorted(a.keys[0] for a in self.alerts)])


@dataclass(frozen=True, slots=True)
class Alerted:
    """What a pass over the alerts did. ``failed``: what was not taken over, tried again at the next pass; ``notes``:
    what a person should know of what was."""

    sent: tuple[Planned, ...]
    waiting: tuple[Planned, ...]
    failed: tuple[tuple[Planned, TrucewatchError], ...]
    notes: tuple[str, ...]


def alerts_of(monitor: Monitor) -> Alerts:
    """The alerts of the case folder. Raises CaseError where ``case.yaml`` sets up none, or cannot be used."""
    found = load_alerts(monitor.folder.root)
    if found is None:
        raise CaseError(
            "sets up no alerts",
            where=str(monitor.folder.case_file),
            mend="add an `alerts` part: docs/how-to/alerts.md",
        )
    return found


def plan(monitor: Monitor, alerts: Alerts) -> tuple[Planned, ...]:
    """What is due now and was not sent, channel by channel in the order of the case file, with what waits and why."""
    view, now = monitor.view(), monitor.clock()
    found = alerts_due(view, alerts, now)
    sent = notices(monitor.store)
    planned: list[Planned] = []
    for channel in alerts.channels:
        done = sent.get(channel.id, {})
        due = [a for a in found if channel.id in a.channels and not any(k in done for k in a.keys)]
        due = list({a.keys[0]: a for a in due}.values())
        last = max(done.values(), default=None)
        for group, waits in _groups(due, channel, _hold(alerts.quiet, channel, view.case, last, now)):
            planned.append(Planned(channel, group, letter(view, group), waits))
    return tuple(planned)


def alert(monitor: Monitor, senders: Senders, alerts: Alerts | None = None) -> Alerted:
    """Sends what is due and records it. One channel's failure holds back no other."""
    planned = plan(monitor, alerts or alerts_of(monitor))
    sent: list[Planned] = []
    failed: list[tuple[Planned, TrucewatchError]] = []
    notes: list[str] = []
    for each in (p for p in planned if p.waits is None):
        at = monitor.clock()
        message = Message(each.id, each.letter.subject, each.letter.text, each.letter.data, at)
        try:
            delivery = senders(each.channel).send(message)
        except TrucewatchError as e:
            failed.append((each, e))
            continue
        monitor.store.append(_notices(each, at))
        sent.append(each)
        notes += [f"{each.channel.id}: {note}" for note in delivery.notes]
    return Alerted(tuple(sent), tuple(p for p in planned if p.waits), tuple(failed), tuple(notes))


def notices(store: Store) -> Mapping[str, Mapping[str, datetime]]:
    """What was sent: by channel, each alert's key with when."""
    found: dict[str, dict[str, datetime]] = {}
    for notice in store.truth(Notice):
        found.setdefault(notice.channel, {})[notice.alert] = notice.at
    return found


def _notices(planned: Planned, at: datetime) -> list[Notice]:
    digest = sha256(planned.letter.text.encode())
    return [
        identified(
            Notice,
            alert=a.keys[0],
            subject=a.subject,
            rule=a.rule,
            channel=planned.channel.id,
            message=planned.id,
            digest=digest,
            at=at,
        )
        for a in planned.alerts
    ]


# --- when ----------------------------------------------------------------------------------------------------------


def _groups(due: Sequence[Alert], channel: Channel, hold: str | None) -> Iterator[tuple[tuple[Alert, ...], str | None]]:
    """The messages: urgent alerts first and by themselves, the others together or each alone."""
    urgent = tuple(a for a in due if a.urgent)
    other = tuple(a for a in due if not a.urgent)
    for group, waits in ((urgent, None), (other, hold)):
        if channel.digest and group:
            yield group, waits
        elif not channel.digest:
            yield from (((a,), waits) for a in group)


def _hold(quiet: Quiet | None, channel: Channel, case: Case, last: datetime | None, now: datetime) -> str | None:
    """Why what is not urgent does not go now; None where it does."""
    if quiet is not None and is_quiet(quiet, case.timezone, now):
        return f"quiet hours until {quiet.end} ({quiet.zone or case.timezone})"
    if channel.at is not None:
        local = now.astimezone(zone_of(case.timezone))
        hour = datetime.combine(local.date(), time.fromisoformat(channel.at), tzinfo=local.tzinfo)
        if local < hour or (last is not None and last >= hour):
            return f"the digest of {channel.at} ({case.timezone})"
    return None


def is_quiet(quiet: Quiet, zone: str, now: datetime) -> bool:
    """Whether ``now`` lies in the quiet hours: the first minute included, the last excluded; over midnight too."""
    clock = now.astimezone(zone_of(quiet.zone or zone)).strftime("%H:%M")
    if quiet.start < quiet.end:
        return quiet.start <= clock < quiet.end
    return clock >= quiet.start or clock < quiet.end


# --- where ---------------------------------------------------------------------------------------------------------


def senders_from(environ: Mapping[str, str] = os.environ) -> Senders:
    """Senders whose secrets come from the environment. Raises InputError, naming the variable, where one is missing."""

    def sender(channel: Channel) -> Sender:
        if channel.kind == "email":
            assert channel.sender is not None  # the record's validator has seen to it
            found = mail_settings_from(environ)
            server = MailServer(found.host, found.port, found.tls, found.user, found.password, found.ca)
            return Mail(server, channel.sender, channel.to, channel.sender.split("@")[1])
        assert channel.url_env is not None
        url = _variable(environ, channel.url_env)
        secret = _variable(environ, channel.secret_env) if channel.secret_env else None
        return Webhook(f"webhook {channel.id} ({channel.url_env})", url, secret)

    return sender


def _variable(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise InputError("is not set", where=f"environment variable {name}", mend="set it before running")
    return value
