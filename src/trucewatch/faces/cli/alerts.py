"""``alert`` and ``watch``: telling people of what is new, once or for as long as the program runs."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Annotated, Any

import typer

from trucewatch.errors import InputError
from trucewatch.faces.cli.at_work import opened
from trucewatch.faces.cli.output import complain, complain_of, print_json, say
from trucewatch.monitor import Alerted, Pass, Planned, alert, alerts_of, plan, senders_from, watch

CaseArg = Annotated[Path, typer.Argument(metavar="CASE", help="the case folder", show_default=False)]
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def alert_command(
    case: CaseArg,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="show what would be sent, and send nothing")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON instead of text")] = False,
) -> None:
    """Send the alerts that are due by case.yaml, each once; of what the ledger holds now."""
    with opened(case) as monitor:
        monitor.demand_whole()
        alerts = alerts_of(monitor)
        if dry_run:
            _show_plan(plan(monitor, alerts), as_json)
            return
        done = alert(monitor, senders_from(), alerts)
    if as_json:
        print_json(
            {
                "sent": [_data(p) for p in done.sent],
                "waiting": [_data(p) for p in done.waiting],
                "failed": [{**_data(p), "why": e.one_line()} for p, e in done.failed],
            }
        )
    else:
        _tell(done)
    if done.failed:
        raise InputError(f"{len(done.failed)} messages were not sent", where=str(case), mend="see the lines above")


def watch_command(
    case: CaseArg,
    every: Annotated[str, typer.Option(help="at the latest after this long, such as 90s, 15m, 6h")] = "15m",
    passes: Annotated[int | None, typer.Option(min=1, help="stop after so many passes; if none, run on")] = None,
) -> None:
    """Run on: a pass now, and one whenever the inbox changes or the interval is over; alerts go out after each."""
    interval = _interval(every)
    with _until_told() as stop, opened(case, create=True) as monitor:
        watch(monitor, senders_from(), interval, stop, _tell_pass, passes=passes)


@contextmanager
def _until_told() -> Iterator[Event]:
    """An event that Ctrl-C and SIGTERM set: a pass that is under way is finished."""
    stop = Event()
    before = {n: signal.signal(n, lambda *_: stop.set()) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interval(text: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,6})([smhd])", text.strip())
    seconds = int(found[1]) * _UNITS[found[2]] if found else 0
    if not 1 <= seconds <= 7 * 86400:
        raise InputError(f"{text!r} is no interval", where="--every", mend="write 90s, 15m or 6h; seven days at most")
    return timedelta(seconds=seconds)


def _tell_pass(done: Pass) -> None:
    if done.summary is not None:
        new = ", ".join(f"{n} {kind}" for kind, n in sorted(done.summary.new.items()) if n) or "nothing new"
        say(f"pass: {new}; {done.summary.standing.get('incident', 0)} incidents")
        if done.summary.new.get("failure"):
            complain_of(done.summary.failures)
    if done.error is not None:
        complain(done.error.one_line())
        for other in done.error.others:
            complain(other.one_line())
    if done.alerted is not None:
        _tell(done.alerted)


def _tell(done: Alerted) -> None:
    for planned in done.sent:
        say(f"sent to {planned.channel.id}: {planned.letter.subject}")
    for planned in done.waiting:
        say(f"waits for {planned.waits}: {len(planned.alerts)} to {planned.channel.id}")
    for note in done.notes:
        complain(note)
    for planned, error in done.failed:
        complain(f"not sent to {planned.channel.id}: {error.one_line()}")


def _show_plan(planned: tuple[Planned, ...], as_json: bool) -> None:
    if as_json:
        print_json([_data(p) for p in planned])
        return
    for each in planned:
        where = ", ".join(each.channel.to) or f"the address in {each.channel.url_env}"
        say(f"--- to {each.channel.id} ({where}){f', waits for {each.waits}' if each.waits else ''}")
        say(each.letter.subject)
        say()
        say(each.letter.text)
    if planned:
        said = "1 message" if len(planned) == 1 else f"{len(planned)} messages"
        say(f"{said}; nothing was sent")
    else:
        say("0 messages; nothing was sent: nothing that the alerts of case.yaml ask for is due, or it was sent before")


def _data(planned: Planned) -> dict[str, Any]:
    return {
        "id": planned.id,
        "channel": planned.channel.id,
        "waits": planned.waits,
        "subject": planned.letter.subject,
        "alerts": planned.letter.data["alerts"],
    }
