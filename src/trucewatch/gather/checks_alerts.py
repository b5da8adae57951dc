"""The ``alerts`` part of ``case.yaml``: read, or every fault of it with its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from trucewatch.gather.checks import parties, texts, twice
from trucewatch.gather.shape import did_you_mean, faults_of
from trucewatch.gather.yamltree import Fault, Path, Tree
from trucewatch.records.alerts import Alerts, AlertsFile

KEY = "alerts"


def alerts_of(tree: Tree) -> tuple[Alerts | None, list[Fault]]:
    """The alerts that the file sets up, None where it sets up none or has faults, and the faults."""
    data = tree.data.get(KEY) if isinstance(tree.data, dict) else None
    if data is None:
        return None, []
    faults: list[Fault] = []
    found: Alerts | None = None
    try:
        found = AlertsFile.model_validate({KEY: data}).alerts
    except ValidationError as e:
        faults += faults_of(e, AlertsFile, tree, {})
    faults += _further(tree, data)
    return (None if faults else found), faults


def alert_faults(tree: Tree) -> list[Fault]:
    """All that is wrong with the part, by itself and against the rest of the file."""
    return alerts_of(tree)[1]


def _further(tree: Tree, data: Any) -> Iterator[Fault]:
    channels = _inside(texts(data, "channels", "id"))
    yield from twice(tree, channels, "channel id")
    yield from twice(tree, _inside(texts(data, "rules", "id")), "rule id")
    known = [name for _, name in channels]
    for path, name in _listed(data, "channels"):
        if name not in known:
            yield Fault(tree.line(path), f"{name!r} is no channel of the alerts", did_you_mean(name, known))
    codes = [code for _, code in texts(tree.data, "parties", "code")]
    yield from parties(tree, list(_listed(data, "parties")), codes)


def _inside(found: list[tuple[Path, str]]) -> list[tuple[Path, str]]:
    return [((KEY, *path), text) for path, text in found]


def _listed(data: Any, key: str) -> Iterator[tuple[Path, str]]:
    """The texts of the list ``key`` of each rule."""
    rules = data.get("rules") if isinstance(data, dict) else None
    for n, rule in enumerate(rules if isinstance(rules, list) else []):
        names = rule.get(key) if isinstance(rule, dict) else None
        for m, name in enumerate(names if isinstance(names, list) else []):
            if isinstance(name, str):
                yield (KEY, "rules", n, key, m), name
