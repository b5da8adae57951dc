"""``review``: the queue in the terminal, an incident at a time, with the decisions of the web face."""

from __future__ import annotations

import getpass
import sys
import textwrap
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from trucewatch.errors import InputError
from trucewatch.faces.cli.at_work import opened
from trucewatch.faces.cli.output import complain, print_json
from trucewatch.faces.cli.output import say as put
from trucewatch.faces.web.words import Words, number, say
from trucewatch.monitor import Monitor
from trucewatch.monitor.deciding import Choice, Move, decide
from trucewatch.monitor.desk import ClaimCard, Desk, IncidentPage, LedgerQuery
from trucewatch.monitor.desk.cards import Named
from trucewatch.monitor.desking import open_desk, refresh_desk
from trucewatch.store.corrections import FIELDS

WIDTH = 100
_MOVES = {
    "a": Move.ACCEPT,
    "x": Move.REJECT,
    "c": Move.CORRECT,
    "t": Move.COMMENT,
    "g": Move.GRADE,
    "v": Move.VERIFY,
    "p": Move.PIN,
    "m": Move.MERGE,
    "s": Move.SPLIT,
}
_ON_ACCOUNTS = frozenset({Move.REJECT, Move.CORRECT, Move.SPLIT})
_GOES_ON = frozenset({Move.ACCEPT, Move.VERIFY})
"""Moves after which an incident waits no longer."""


def review_command(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="the case folder", show_default=False)],
    name: Annotated[str, typer.Option(help="what you are called in decisions")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="print what waits as JSON, and ask nothing")] = False,
) -> None:
    """Go through what waits for a decision, the heaviest first: accept, correct, reject, comment, undo, skip."""
    with opened(case) as monitor:
        desk = open_desk(monitor)
        waiting = list(desk.every(LedgerQuery(facets={"review": ("open",)})))
        if as_json:
            print_json([card.model_dump(mode="json") for card in waiting])
            return
        Review(monitor, desk, name or getpass.getuser(), _ask).through([card.id for card in waiting])


def _ask(prompt: str) -> str | None:
    """A line of standard input, None at its end; the prompt is shown on a terminal alone."""
    if sys.stdin.isatty():
        print(prompt, end=" ", flush=True)
    line = sys.stdin.readline()
    return line.strip() if line else None


class Ended(Exception):  # noqa: N818 - no fault
    """Nobody answers any more."""


class Review:
    """A walk through the queue. Decisions are appended at once; what is derived is worked out at the end."""

    def __init__(self, monitor: Monitor, desk: Desk, author: str, ask: Callable[[str], str | None]) -> None:
        self._monitor, self._desk, self._author, self._line = monitor, desk, author, ask
        self._words = Words(desk.case)
        self._made: list[tuple[str, int]] = []
        self._decisions = 0

    def through(self, waiting: Sequence[str]) -> None:
        """Shows one incident after the other and does what is said of each."""
        try:
            at = 0
            while at < len(waiting):
                page = self._desk.incident(waiting[at])
                if page is None:
                    at += 1
                    continue
                put(say("terminal.of", n=at + 1, all=len(waiting)))
                self._show(page)
                at = self._answered(page, at)
            put(say("today.queue_empty") if not waiting else say("terminal.through"))
        except Ended:
            pass
        if self._decisions:
            put(number("terminal.working", self._decisions))
            refresh_desk(self._monitor)

    def _answered(self, page: IncidentPage, at: int) -> int:
        """Asks until it is said what is to be done; the place in the queue to go to."""
        while True:
            given = self._ask(say("terminal.prompt")).split()
            key, rest = (given[0].lower(), given[1:]) if given else ("n", [])
            if key in ("q", "quit"):
                raise Ended
            if key in ("n", "skip"):
                return at + 1
            if key in ("?", "help"):
                put(say("terminal.help"))
                continue
            try:
                if key == "u":
                    return self._undo()
                if key not in _MOVES:
                    raise InputError(f"{key} is no command", mend="? lists them")
                move = _MOVES[key]
                self._decide(self._choice(move, rest, page), at)
                if move in _GOES_ON and not rest:
                    return at + 1
            except InputError as e:
                complain(e.one_line())

    def _ask(self, prompt: str) -> str:
        line = self._line(prompt)
        if line is None:
            raise Ended
        return line

    # --- deciding ------------------------------------------------------------------------------------------------

    def _choice(self, move: Move, rest: list[str], page: IncidentPage) -> Choice:
        """What is chosen; what the line does not say is asked for."""
        subjects: tuple[str, ...] = (page.card.id,)
        field = value = None
        if move is Move.MERGE:
            subjects += (self._other(rest, page),)
        elif move in _ON_ACCOUNTS or (move is Move.ACCEPT and rest):
            subjects = tuple(self._accounts(rest, page))
        if move is Move.CORRECT:
            field = self._ask(say("terminal.field", fields=", ".join(FIELDS)))
            value = self._ask(say("terminal.value"))
        elif move is Move.GRADE:
            value = (rest[0] if rest else self._ask(say("terminal.grade"))).upper()
            field = "credibility" if value.isdigit() else "reliability"
        reason = "" if move is Move.ACCEPT else self._ask(say("decide.reason"))
        return Choice(move=move, subjects=subjects, field=field, value=value, reason=reason)

    def _accounts(self, numbers: Iterable[str], page: IncidentPage) -> list[str]:
        listed = [c.id for c in _accounts(page)]
        chosen = [n for n in numbers if n.isdigit() and 1 <= int(n) <= len(listed)]
        if not chosen:
            raise InputError("no account is named", mend=f"give its number, 1 to {len(listed)}, after the letter")
        return [listed[int(n) - 1] for n in chosen]

    def _other(self, rest: list[str], page: IncidentPage) -> str:
        """The incident to merge with: its id, or its number in the list of those near."""
        if not rest:
            for n, card in enumerate(page.near, 1):
                far = self._words.apart(page.card, card)
                put(f"  {n}  {self._words.title(card)}, {self._words.where(card)}, {self._words.time(card.when)} {far}")
                put(f"     “{card.lead}”")
        wanted = rest[0] if rest else self._ask(say("terminal.other"))
        if wanted.isdigit() and 1 <= int(wanted) <= len(page.near):
            return page.near[int(wanted) - 1].id
        return wanted

    def _decide(self, choice: Choice, at: int) -> None:
        made = decide(self._monitor.store, self._desk, choice, self._author, datetime.now(UTC))
        self._desk.taken.look()
        self._made.append((made.id, at))
        self._decisions += 1
        (row,) = self._desk.taken.rows([made])
        put(f"{say('top.done')} {self._author} {self._words.decided(row)} {row.reason}".rstrip())

    def _undo(self) -> int:
        """Undoes the last decision of this walk; the place in the queue that it was about."""
        if not self._made:
            raise InputError("nothing was decided here yet", mend="undo earlier decisions in `trucewatch serve`")
        last, at = self._made[-1]
        undo = Choice(move=Move.UNDO, subjects=(last,))
        decide(self._monitor.store, self._desk, undo, self._author, datetime.now(UTC))
        self._desk.taken.look()
        self._made.pop()
        self._decisions += 1
        put(say("terminal.undone"))
        return at

    # --- showing -------------------------------------------------------------------------------------------------

    def _show(self, page: IncidentPage) -> None:
        c, words = page.card, self._words
        put(f"{words.title(c)}, {words.where(c)}  [{words.word('facet.status', c.status)}, {c.grade}]")
        self._fact(say("incident.when"), c.when.words if c.when else say("time.unstated"))
        self._fact(say("incident.where"), c.place.words if c.place else say("place.unstated_short"))
        self._fact(say("ledger.told_by"), ", ".join(words.party(v) for v in words.voices(c)))
        self._fact(
            say("incident.support"), f"{number('ledger.claims_n', c.claims)}, {number('ledger.origins', c.origins)}"
        )
        if c.because:
            self._fact(say("terminal.because"), ", ".join(say(f"because.{b}") for b in c.because))
        for s in page.summaries:
            self._fact(f"{s.agreement}, {s.provision}", words.word("state", s.state.value))
        for v in page.incident.versions:
            if v.concord.value == "disputed":
                told = "; ".join(
                    f"{words.value(v.field, x.value)} ({', '.join(words.party(p) for p in x.parties)})"
                    for x in v.values
                )
                self._fact(f"{words.field(v.field)}, {say('incident.concord.disputed')}", told)
        for n, claim in enumerate(_accounts(page), 1):
            self._account(n, claim)

    def _account(self, n: int, c: ClaimCard) -> None:
        words = self._words
        who = c.source.text or f"{words.outlet(c.outlet)}, {say('claim.own')}"
        side = f", {words.party(c.voice)}" if c.voice and not c.voice.startswith("outlet:") else ""
        carried = f"{words.outlet(c.outlet)}, " if c.source.text else ""
        mark = f" [{say('claim.seen')}]" if c.by_example else ""
        mark += f" [{say(f'review.{c.review}')}]" if c.review != "open" else ""
        put(f"{n:>3}  {who}{side} ({carried}{c.published}){mark}")
        self._told(f"“{c.said}”")
        read = [words.word("kind", c.kind), say(f"polarity.{c.polarity}"), say(f"modality.{c.modality}")]
        read += [f"{say('claim.actor')}: {self._named(c.actor)}"] if c.actor else []
        read += [f"{say('claim.target')}: {self._named(c.target)}"] if c.target else []
        read += [f"{say('claim.place')}: {'; '.join(p.words for p in c.places)}"] if c.places else []
        read += [f"{say('claim.time')}: {c.when.words}"] if c.when else []
        read += [f"{say('claim.counts')}: {'; '.join(c.counts)}"] if c.counts else []
        self._told(f"{say('claim.read_as')} {'; '.join(read)}")

    def _named(self, n: Named) -> str:
        kind = self._words.word("target", n.of_class) if n.of_class else ""
        party = f"({self._words.party(n.party)})" if n.party else ""
        return " ".join(x for x in (f"“{n.text}”" if n.text else "", kind, party) if x)

    def _told(self, text: str) -> None:
        put(textwrap.fill(text, WIDTH, initial_indent="     ", subsequent_indent="     "))

    def _fact(self, name: str, text: str) -> None:
        put(textwrap.fill(f"{name}: {text}", WIDTH, initial_indent="  ", subsequent_indent="    "))


def _accounts(page: IncidentPage) -> list[ClaimCard]:
    """Accounts, denials, mentions and what was seen by example, numbered as the page numbers them."""
    of = page.incident
    return [page.claims[c] for c in (*of.claims, *of.denials, *of.mentions, *of.seen) if c in page.claims]
