"""The quality gate: what the reader and the linker once reached may not be lost.

    python -m benchmarks.floors check     1 if a figure fell below its floor, or the data is not the data it was set on
    python -m benchmarks.floors show      each figure with its floor
    python -m benchmarks.floors raise     set each floor to what is reached now; a floor never goes down
    python -m benchmarks.floors renew     the same after the data has grown: pins its new digests, and refuses if any
                                          figure is now below its floor

``floors.json`` pins the floors (F1 of the development set, verbatim and precision as shares) and the
SHA-256 of the data files.
Where ``../shared`` is absent only attribution is measured, on sentences of our own, and the rest is said to be skipped.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from benchmarks import attribution, corroboration, geoparsing, gold, incidents, isaf, muc, own, plover, temporal
from trucewatch.read import READER, parameters
from trucewatch.values.ids import sha256

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"


def reached() -> dict[str, float]:
    """Every figure by its name: F1 of the gold set and of our own sets (``verbatim`` a share), of linking, of
    attribution, of the kinds.

    Without ``../shared`` only attribution, whose sentences are our own.
    """
    ours = attribution.measure()
    if not gold.present():
        return ours
    shared = (own, plover, muc, isaf, temporal, geoparsing, corroboration)
    measured = {name: value for part in shared for name, value in part.measure().items()}
    return {**gold.flat(gold.figures()), **linked(), **ours, **measured}


def linked() -> dict[str, float]:
    """The linker's figures with gold claims as input, names and days alone and with places resolved; and with the
    reader's claims."""
    scored = incidents.measure(gold.GOLD)
    out = {}
    for name, part in (("link", scored), ("link_resolved", scored["resolved"])):
        out[f"{name}_b3"] = float(part["b3"]["f1"])
        out[f"{name}_pairwise_precision"] = float(part["pairwise"]["p"])
    out["link_read_b3"] = float(incidents.measure_read(gold.claims(parameters(None)))["b3"]["f1"])
    return out


def digests() -> dict[str, str]:
    """SHA-256 of each file that a figure depends on; without ``../shared`` of our own alone."""
    files = [HERE / "attribution.yaml", HERE / "plover.yaml"]
    if gold.present():
        files += [gold.GOLD / name for name in (gold.DOCS, gold.CLAIMS, gold.SCORER, "dev.incidents.jsonl")]
        files += [path for data in own.SETS.values() for path in data]
        files += [plover.DATA, muc.DATA, isaf.DATA]
        files += [geoparsing.DATA / name for name in geoparsing.SETS.values()]
        files += [corroboration.DATA, corroboration.ENERGY]
    out = {path.name: sha256(path.read_bytes()) for path in files}
    if temporal.present():
        out |= {home.name: _of_folder(home) for home in (temporal.PLATINUM, temporal.MEANTIME)}
    return out


def _of_folder(folder: Path) -> str:
    """The SHA-256 of all files below a folder, in the order of their names."""
    return sha256(b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()))


def faults(pinned: dict[str, Any], data: dict[str, str], now: dict[str, float], *, partial: bool = False) -> list[str]:
    """What is wrong, a line each: data that changed, figures below their floor, figures that are gone.

    ``partial``: not all could be measured here, so a figure that is not there is not gone.
    """
    out = [
        f"{name}: this is not the file that the floors were set on; look at what changed, then set them anew"
        for name, digest in sorted(data.items())
        if pinned["data"].get(name) != digest
    ]
    for name, floor in sorted(pinned["floors"].items()):
        if name not in now and not partial:
            out.append(f"{name}: no longer measured, its floor is {floor:.4f}")
        elif name in now and now[name] < floor - 1e-9:
            out.append(f"{name}: {now[name]:.4f} is below the floor {floor:.4f}")
    return out


def raised(pinned: dict[str, Any], now: dict[str, float]) -> dict[str, float]:
    """The new floors: the higher of the old one and what is reached."""
    old: dict[str, float] = pinned["floors"]
    return {name: max(old.get(name, 0.0), now.get(name, 0.0)) for name in sorted({*old, *now})}


def _pinned() -> dict[str, Any]:
    pinned: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return pinned


def check() -> int:
    """Prints each fault; 1 if there is any."""
    pinned = _pinned()
    now = reached()
    found = faults(pinned, digests(), now, partial=not gold.present())
    for line in found:
        print(line, file=sys.stderr)
    if not found:
        print(f"{len(now)} figures at or above their floors ({READER})")
    return 1 if found else 0


def show() -> int:
    """Prints each figure that is reached, with its floor."""
    pinned = _pinned()
    for name, value in reached().items():
        print(f"{name:14} {value:.4f}   floor {pinned['floors'].get(name, 0.0):.4f}")
    return 0


def raise_floors() -> int:
    """Writes the file. Refuses if the data changed: floors of other data say nothing."""
    if gold.present() and FLOORS.exists() and _pinned()["data"] != digests():
        print("the data is not what the floors were set on; if that is meant, use renew", file=sys.stderr)
        return 1
    return renew()


def renew() -> int:
    """Writes the file, with the digests of the data as it is now. Refuses where a figure is below its floor."""
    if not gold.present():
        return 1  # floors of half the figures would lower the other half
    pinned = _pinned() if FLOORS.exists() else {"floors": {}}
    now = reached()
    found = faults({**pinned, "data": digests()}, digests(), now)
    for line in found:
        print(line, file=sys.stderr)
    if found:
        return 1
    new = {"reader": READER, "data": digests(), "floors": raised(pinned, now)}
    FLOORS.write_text(json.dumps(new, indent=2) + "\n", encoding="utf-8")
    print(f"{FLOORS}: {len(new['floors'])} floors")
    return 0


def main(arguments: list[str]) -> int:
    """``check``, ``show``, ``raise`` or ``renew``; 2 for anything else."""
    actions = {"check": check, "raise": raise_floors, "renew": renew, "show": show}
    if len(arguments) != 1 or arguments[0] not in actions:
        print(__doc__, file=sys.stderr)
        return 2
    if not gold.present():
        print(gold.SKIPPED)
    return actions[arguments[0]]()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
