"""How long it takes until a decision shows: each move through the JSON API of a server, from the sending of the
decision to the answer that nothing waits any more."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from typing import Any
from urllib.request import Request, urlopen

MOVES = ("accept", "comment", "grade", "verify", "pin", "merge", "split", "correct", "reject", "undo")
_PATIENCE = 3600.0
"""Seconds after which a decision is given up."""


def decisions(address: str, rounds: int, seed: int = 4) -> Iterator[tuple[str, float]]:
    """(move, seconds until it shows), each move once in each round, on incidents drawn from the ledger's pages."""
    random_ = random.Random(seed)
    token = _asked(f"{address}/api/me")["csrf"]
    total = _asked(f"{address}/api/incidents?size=1")["total"]
    last = ""

    def drawn() -> dict[str, Any]:
        while True:
            page = random_.randrange(1, total + 1)
            key = _asked(f"{address}/api/incidents?size=1&page={page}")["incidents"][0]["id"]
            found = _asked(f"{address}/api/incidents/{key}")["incident"]
            if len(found["claims"]) > 1:
                return dict(found)

    for _ in range(rounds):
        for move in MOVES:
            one, other = drawn(), drawn()
            choice = {"move": move, **_choice(move, one, other, last), "reason": "measured"}
            began = time.monotonic()
            made = _asked(f"{address}/api/decisions?wait=30", choice, token)
            last = made["decision"]["id"]
            waiting = made["waiting"]
            while waiting and time.monotonic() - began < _PATIENCE:
                time.sleep(0.1)
                waiting = _asked(f"{address}/api/today")["pending"]
            yield move, time.monotonic() - began


def _choice(move: str, one: dict[str, Any], other: dict[str, Any], last: str) -> dict[str, Any]:
    first = [one["claims"][0]]
    choices: dict[str, dict[str, Any]] = {
        "merge": {"subjects": [one["id"], other["id"]]},
        "split": {"subjects": first},
        "correct": {"subjects": first, "field": "target.class", "value": "water"},
        "reject": {"subjects": first},
        "grade": {"subjects": [one["id"]], "field": "credibility", "value": "2"},
        "undo": {"subjects": [last]},
    }
    return choices.get(move, {"subjects": [one["id"]]})


def _asked(address: str, content: object = None, token: str = "") -> dict[str, Any]:
    """The answer to a question; ``content`` is sent as JSON."""
    body = None if content is None else json.dumps(content).encode()
    head = {"content-type": "application/json", "x-csrf-token": token} if body else {}
    with urlopen(Request(address, body, head)) as answer:
        return dict(json.load(answer))
