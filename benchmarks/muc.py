"""Attack kinds and energy targets measured on MUC-3/4 (``../shared/data/gold_muc34``).

The corpus (made public by NIST; FBIS wire text on Latin America, 1988-1990) is here for measuring only; nothing of it
enters the repository. The ``processed`` files drop the type of a target, so the original keys in
``raw_files/muc34.tar.gz`` are used: an **energy template** is one whose slot "PHYS TGT: TYPE" holds ENERGY, also as
one of two alternatives and also where the template is optional. No words of ours select them. The one of a forced
work stoppage, which is no attack, is left out: 126 remain.

All but one test set are in capitals; words get their case back from the one that came in mixed case (the form most
frequent inside sentences), sentences a capital, words unknown to it stay small. That costs names, which is why places
and parties go unmeasured.

Per energy template, in the claims of its document:

* ``attack``: there is an ``attack`` (``damage`` too, a sabotage told as its effect) claim at all.
* ``target``: one of these has a target of a class ``energy`` or ``energy.*``.
* ``exact``: one of these also names the template's target: half of the words of one of the key's strings for it stand
  in the claim's target (the shorter of the two decides).

``precision``: over the messages of TST3 and TST4, the share of such claims with an energy target that lie in a message
that has an energy template. A lower bound: keys leave out attacks that were threatened in general, or long ago.

    python -m benchmarks.muc [--errors N] [--json]
"""

from __future__ import annotations

import argparse
import json
import re
import tarfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.attribution import same_mention
from trucewatch.read import ReadParameters, parameters, read
from trucewatch.records import Claim, Report, identified
from trucewatch.values.moment import Basis, Moment

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "gold_muc34" / "raw_files" / "muc34.tar.gz"
SKIPPED = "skipped: ../shared is absent (the MUC-3/4 corpus is not part of the repository)"
CORPORA = "muc34/TASK/CORPORA/"
CASED = "tst4-muc4.mixed-case"
STOPPAGE = "FORCED WORK STOPPAGE"
PUBLISHED = datetime(1990, 1, 1, 12, tzinfo=UTC)
KINDS = frozenset({"attack", "damage"})
HEAD = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})[^\n]*$", re.MULTILINE)
SLOT = re.compile(r"^(\d+)\. +([A-Z: ]+?) {2,}(.*)$")
WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
SENTENCE = re.compile(r"(?:^|[.!?]\"?\s+|\]\s*)\"?([a-z])")


@dataclass(frozen=True)
class Template:
    """One energy template: its message and the strings that name its energy targets."""

    message: str
    incident: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Corpus:
    """Message id to its text with case restored, and the energy templates in the keys' order."""

    texts: dict[str, str]
    templates: tuple[Template, ...]


def present() -> bool:
    """Whether the corpus is at hand."""
    return DATA.is_file()


def corpus() -> Corpus:
    """Reads the archive without unpacking it."""
    raw: dict[str, str] = {}
    with tarfile.open(DATA) as archive:
        for member in sorted(archive.getmembers(), key=lambda m: m.name):
            name = member.name.rpartition("/")[2]
            handle = archive.extractfile(member) if member.name.startswith(CORPORA) and name[:2] != "._" else None
            if handle is not None:
                raw[name] = handle.read().decode("latin-1")
    forms = cases(raw[CASED])
    texts, templates = dict[str, str](), list[Template]()
    for name, content in raw.items():
        if name.startswith("key-"):
            templates.extend(energy(content))
        elif re.match(r"(dev|tst\d)-muc\d", name) and name + ".mixed-case" not in raw:
            plain = name == CASED
            texts.update((i, flow(t) if plain else recased(flow(t), forms)) for i, t in messages(content))
    return Corpus(texts, tuple(templates))


def messages(content: str) -> list[tuple[str, str]]:
    """Each message's id and text."""
    parts = HEAD.split(content)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def flow(text: str) -> str:
    """Lines joined, paragraphs kept apart by an empty line."""
    return "\n\n".join(" ".join(p.split()) for p in re.split(r"\n\s*\n", text) if p.strip())


def cases(text: str) -> dict[str, str]:
    """Word in small letters to its most frequent form, from text in mixed case; first words do not vote."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for match in WORD.finditer(text):
        before = text[: match.start()].rstrip()[-1:]
        if before and before not in ".!?[]\"'":
            votes[match[0].lower()][match[0]] += 1
    return {word: min(c, key=lambda form: (-c[form], form)) for word, c in votes.items()}


def recased(text: str, forms: dict[str, str]) -> str:
    """Capitals turned into the forms given, small letters where there is none, a capital at each sentence's start."""
    small = WORD.sub(lambda m: forms.get(m[0].lower(), m[0].lower()), text)
    return SENTENCE.sub(lambda m: m[0][:-1] + m[1].upper(), small)


def energy(key: str) -> list[Template]:
    """The energy templates of one key file."""
    out = []
    for block in re.split(r"(?m)^(?=0\. )", key):
        slots = _slots(block)
        typed = [line for line in slots.get("PHYS TGT: TYPE", ()) if "ENERGY" in line.partition('"')[0]]
        if typed and slots["INCIDENT: TYPE"][0] != STOPPAGE:
            names = tuple(name for line in typed for name in re.findall(r'"([^"]+)"', line))
            message = slots["MESSAGE: ID"][0].split()[0]
            out.append(Template(message, slots["INCIDENT: TYPE"][0], names))
    return out


def _slots(block: str) -> dict[str, list[str]]:
    slots: dict[str, list[str]] = {}
    name = ""
    for line in block.splitlines():
        found = SLOT.match(line)
        if found:
            name = found[2]
            slots[name] = [found[3].strip()]
        elif name and line.strip() and not line.startswith(";"):
            slots[name].append(line.strip())
    return slots


def found(message: str, text: str, params: ReadParameters) -> list[Claim]:
    """Attack and damage claims of a message, read as a report of 1 January 1990."""
    published = Moment(start=PUBLISHED, end=PUBLISHED + timedelta(seconds=1), basis=Basis.PUBLICATION)
    report = identified(Report, doc=message, outlet="muc", published=published, text=text, language="en")
    return [c for c in read(report, params) if c.kind.value in KINDS]


def on_energy(claim: Claim) -> bool:
    """Whether the claim's target is of an energy class."""
    value = claim.target.target_class.value if claim.target and claim.target.target_class else ""
    return value.partition(".")[0] == "energy"


def counted(errors: int = 0) -> tuple[Counter[str], list[str]]:
    """Templates with what was found of them, claims for precision, and lines on templates without an energy target."""
    data, params = corpus(), parameters(None)
    with_energy = {t.message for t in data.templates}
    tests = {m for m in data.texts if m.startswith(("TST3", "TST4"))}
    claims = {m: found(m, data.texts[m], params) for m in sorted(with_energy | tests)}
    tally, lines = Counter[str](templates=len(data.templates), messages=len(with_energy)), list[str]()
    for template in data.templates:
        energetic = [c for c in claims[template.message] if on_energy(c)]
        tally["attack"] += bool(claims[template.message])
        tally["target"] += bool(energetic)
        tally["exact"] += any(
            c.target is not None and c.target.text is not None and same_mention(c.target.text, name)
            for c in energetic
            for name in template.targets
        )
        if not energetic and len(lines) < errors:
            got = [f"{c.target.text if c.target else None}" for c in claims[template.message]][:4]
            lines.append(f"{template.message} {template.incident} {list(template.targets)} found targets {got}")
    for message in sorted(tests):
        tally["claimed"] += sum(on_energy(c) for c in claims[message])
        tally["in_place"] += sum(on_energy(c) for c in claims[message]) if message in with_energy else 0
    return tally, lines


def figures(tally: Counter[str]) -> dict[str, float]:
    """Shares, to four places."""
    out = {f"muc_{name}": round(tally[name] / max(1, tally["templates"]), 4) for name in ("attack", "target", "exact")}
    return {**out, "muc_precision": round(tally["in_place"] / max(1, tally["claimed"]), 4)}


def measure() -> dict[str, float]:
    """Figures for the floors; empty where the data are absent."""
    return figures(counted()[0]) if present() else {}


def main() -> int:
    """Prints the figures; 0 also where the corpus is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0, help="print up to N templates without an energy target")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if not present():
        print(SKIPPED)
        return 0
    tally, lines = counted(asked.errors)
    if asked.json:
        print(json.dumps(figures(tally), indent=1))
        return 0
    print(f"{tally['templates']} energy templates in {tally['messages']} messages")
    for name, value in figures(tally).items():
        print(f"{name:14} {value:.3f}")
    print(f"energy claims in TST3 and TST4: {tally['claimed']}, {tally['in_place']} in messages with a template")
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
