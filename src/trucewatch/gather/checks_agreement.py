"""What an agreement must hold to beyond its shape: parties that the case has, ids that lead somewhere, whole rings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trucewatch.gather.checks import claimed, dates, entries, items, parties, texts, twice
from trucewatch.gather.shape import did_you_mean, place_of
from trucewatch.gather.yamltree import Fault, Path, Tree

_IDS = (
    ("proposals", "proposal id"),
    ("areas", "area id"),
    ("annexes", "annex id"),
    ("phases", "phase id"),
    ("provisions", "provision id"),
    ("amendments", "amendment id"),
    ("readings", "reading id"),
)
Found = list[tuple[Path, str]]


def agreement_faults(tree: Tree, codes: list[str]) -> list[Fault]:
    """Parties the case does not have, ids that lead nowhere or stand twice, dates that are none.

    ``codes``: the case's parties.
    """
    data = tree.data
    faults = list(parties(tree, _party_mentions(data), codes))
    for path, proposal in texts(data, "declarations", "proposal"):
        known = _ids(data, "proposals")
        if proposal not in known:
            what = f"{place_of(path[:-1])} is about {proposal!r}, which is not among the proposals"
            mend = did_you_mean(proposal, known) if known else "add it under proposals with the names it goes by"
            faults.append(Fault(tree.line(path), what, mend))
    faults += _references(tree)
    for key, noun in _IDS:
        faults += twice(tree, texts(data, key, "id"), noun)
    faults += claimed(tree, list(_proposal_names(data)), "a report that uses it could mean either")
    faults += dates(tree, _dated(data))
    return faults


def _ids(data: Any, key: str) -> list[str]:
    return [text for _, text in texts(data, key, "id")]


def _party_mentions(data: Any) -> Found:
    found = [*items(data, "parties"), *items(data, "mediators")]
    found += texts(data, "declarations", "party") + texts(data, "readings", "of")
    for path, provision in entries(data, "provisions"):
        found += _below(path, items(provision, "obliges"))
    for path, amendment in entries(data, "amendments"):
        found += _below(path, items(amendment, "by"))
    for path, reading in entries(data, "readings"):
        ended = reading.get("ended")
        if isinstance(ended, dict) and isinstance(ended.get("by"), str):
            found.append(((*path, "ended", "by"), ended["by"]))
    for path, act in _acts(data):
        found += _below(path, items(act, "owners")) + _below(path, items(act, "actors"))
    for path, annex in entries(data, "annexes"):
        found += _below(path, texts(annex, "items", "party"))
    return found


def _below(path: Path, inner: Found) -> Found:
    return [((*path, *p), text) for p, text in inner]


def _acts(data: Any) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Everything that names kinds, classes, areas, owners: acts, what is taken out, what is left open, scopes."""
    for path, provision in entries(data, "provisions"):
        for key in ("prohibits", "requires"):
            if isinstance(provision.get(key), dict):
                yield (*path, key), provision[key]
        yield from (((*path, *p), e) for p, e in entries(provision, "exemptions"))
    for path, reading in entries(data, "readings"):
        if isinstance(reading.get("scope"), dict):
            yield (*path, "scope"), reading["scope"]
        for key in ("scopes", "exemptions", "open"):
            yield from (((*path, *p), e) for p, e in entries(reading, key))


def _references(tree: Tree) -> Iterator[Fault]:
    data = tree.data
    for path, act in _acts(data):
        yield from _known(tree, _below(path, items(act, "areas")), _ids(data, "areas"), "areas")
        if isinstance(act.get("annex"), str):
            yield from _known(tree, [((*path, "annex"), act["annex"])], _ids(data, "annexes"), "annexes")
    provisions, phases = _ids(data, "provisions"), _ids(data, "phases")
    yield from _known(tree, texts(data, "provisions", "phase"), phases, "phases")
    for path, amendment in entries(data, "amendments"):
        yield from _known(tree, _below(path, items(amendment, "provisions")), provisions, "provisions")
    for path, reading in entries(data, "readings"):
        yield from _known(tree, _below(path, texts(reading, "phases", "phase")), phases, "phases")
        yield from twice(tree, _below(path, texts(reading, "phases", "phase")), "phase")
        yield from _known(tree, _below(path, texts(reading, "scopes", "provision")), provisions, "provisions")


def _known(tree: Tree, found: Found, known: list[str], noun: str) -> Iterator[Fault]:
    for path, text in found:
        if text not in known:
            what = f"{place_of(path)} names {text!r}, which is not among the {noun}"
            mend = did_you_mean(text, known) if known else f"add it under {noun}, or remove it here"
            yield Fault(tree.line(path), what, mend)


def _dated(data: Any) -> dict[Path, tuple[str, ...]]:
    """Where dates stand, and under which keys."""
    at: dict[Path, tuple[str, ...]] = {}
    for key in ("declarations", "amendments"):
        at |= {path: ("date",) for path, _ in entries(data, key)}
    for path, _ in entries(data, "provisions"):
        at[(*path, "period")] = ("start", "end")
        at[(*path, "requires")] = ("by",)
    for path, reading in entries(data, "readings"):
        at[(*path, "period")] = ("start", "end")
        at[(*path, "ended")] = ("date",)
        at |= {(*path, *p): ("until",) for p, _ in entries(reading, "extensions")}
        at |= {(*path, *p): ("start", "end") for p, _ in entries(reading, "suspensions")}
        at |= {(*path, *p, "period"): ("start", "end") for p, _ in entries(reading, "phases")}
    return at


def _proposal_names(data: Any) -> Iterator[tuple[Path, str, str]]:
    for path, proposal in entries(data, "proposals"):
        for inner, name in items(proposal, "names"):
            yield (*path, *inner), name, str(proposal.get("id") or place_of(path))
