"""Draws built things and kinds of people (lexicons/built.yaml) from WordNet: buildings, vehicles, trades, believers.

    apt-get download wordnet-base && dpkg -x wordnet-base_*.deb FOLDER
    python -m tools.built FOLDER/usr/share/wordnet

A noun of one word is listed if its commonest sense is an artefact below one of ``ROOTS``, or a person, and no other
lexicon knows it.
``LEFT_OUT``: nouns whose commonest sense in news is another, and proper names.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from trucewatch.read.lexicons import classes, noun_frames, parts, types

ROOTS = ("structure", "facility", "vehicle", "excavation", "building_complex", "enclosure", "machine", "craft")
ARTEFACT = "06"  # WordNet's lexicographer files: man-made things
PERSON = "18"  # and people
WALKS = (  # of life: whoever may be among the dead, and no name for a bad character
    "worker",
    "professional",
    "traveler",
    "juvenile",
    "adult",
    "relative",
    "religious_person",
    "inhabitant",
    "creator",
    "contestant",
    "entertainer",
    "learner",
    "unfortunate",
    "peasant",
    "consumer",
    "health_professional",
    "employee",
)
LEFT_OUT_WORDS = """
abm alhambra apc architecture assembly asylum auschwitz babel bar barrier bastille bbs belmont belsen bema
bethel brig buchenwald calk cambridge capitol clarence close coaming combine conestoga cross dachau
dartmouth deathtrap dive door drawer durbar electric exocet foundry frame furrow gable gear ghq gig haven
harem harvard hank hurdle icbm ironclad john jumbojet kamikaze knob kremlin laminate lamination launch
limber limited limo links loft mayflower mit mow motor newgate oxbridge parthenon pentagon pimlico pinnacle
plug pool poky portable prong prop rack rail ramp repertory retrenchment sam sash shim simulator skein
smoother snug sorbonne sound spring stanhope starter stocks story storey streamliner tampax tine tope
transport transportation tuileries vatican ways wildcat workhorse working workings wtc yawl zimmer
"""
LEFT_OUT = frozenset(LEFT_OUT_WORDS.split())
NOBODY_WORDS = """
abandoned accused ace antecedent auxiliary baby bear bimbo blind bomber chair cover dead double dummy enemy extremity
fighting general head hire host hunter ianfu immortal incumbent jack killed lead leaper living major minor missing
muzjik native opposition party patriot plant polack poor principal private rear relief rich scapegoat server shikse
shiksa silly star striker tank target territorial thoroughbred threat topper unemployed wild wing wounded
"""
NOBODY = frozenset(NOBODY_WORDS.split())
HEAD = """# Buildings, facilities, vehicles and machines that no other lexicon names: things to be hit, of no class.
# source: drawn from WordNet 3.0 by tools/built.py. WordNet 3.0 Copyright 2006 by Princeton University. All rights
# reserved. Used under the WordNet licence (see NOTICE).
"""


def drawn(folder: Path) -> tuple[list[str], list[str]]:
    """Nouns of things and of people, sorted. Raises OSError where the folder holds no WordNet."""
    above, file_of, kinds = _synsets(folder / "data.noun")
    senses = _senses(folder / "index.noun")
    roots = {o for word in ROOTS for o in senses[word] if file_of[o] == ARTEFACT}
    known = {*classes(), *types(), *noun_frames(), *parts(), *LEFT_OUT}
    plain = [w for w in senses if re.fullmatch(r"[a-z]{3,}", w) and w not in known]
    things = (w for w in plain if file_of[senses[w][0]] == ARTEFACT and _closure(senses[w][0], above) & roots)
    walks = {o for word in WALKS for o in senses[word] if file_of[o] == PERSON}
    people = (w for w in plain if w in kinds[senses[w][0]] and _closure(senses[w][0], above) & walks)
    return sorted(things), sorted(w for w in people if w not in NOBODY)


def _synsets(path: Path) -> tuple[dict[str, list[str]], dict[str, str], dict[str, set[str]]]:
    """What is above each synset, its file, and its words as written where it is a kind and no one person."""
    above: dict[str, list[str]] = {}
    file_of: dict[str, str] = {}
    kinds: dict[str, set[str]] = {}
    for line in path.read_text(encoding="ascii").splitlines():
        if line.startswith("  "):
            continue
        fields = line.split("|")[0].split()
        after = 4 + 2 * int(fields[3], 16)
        pointers = fields[after + 1 : after + 1 + 4 * int(fields[after])]
        file_of[fields[0]] = fields[1]
        kinds[fields[0]] = set() if "@i" in pointers[::4] else set(fields[4:after:2])
        above[fields[0]] = [o for sign, o in zip(pointers[::4], pointers[1::4], strict=True) if sign in ("@", "@i")]
    return above, file_of, kinds


def _senses(path: Path) -> dict[str, list[str]]:
    rows = (line.split() for line in path.read_text(encoding="ascii").splitlines() if not line.startswith("  "))
    return {row[0]: row[-int(row[2]) :] for row in rows}


def _closure(offset: str, above: dict[str, list[str]]) -> set[str]:
    out: set[str] = set()
    todo = [offset]
    while todo:
        at = todo.pop()
        if at not in out:
            out.add(at)
            todo += above[at]
    return out


def _rows(nouns: list[str]) -> str:
    rows, row = [], " "
    for noun in nouns:
        if len(row) + len(noun) > 116:
            rows.append(row)
            row = " "
        row += f" {noun},"
    return "\n".join([*rows, row])


def main() -> int:
    """Write the lexicon."""
    things, people = drawn(Path(sys.argv[1]))
    target = Path(__file__).parents[1] / "src" / "trucewatch" / "language" / "lexicons" / "built.yaml"
    text = f"{HEAD}built: [\n{_rows(things)}\n]\n# People by trade, creed, kin or plight that no other lexicon names.\n"
    target.write_text(f"{text}persons: [\n{_rows(people)}\n]\n", encoding="utf-8")
    print(f"{len(things)} things and {len(people)} kinds of people in {target}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
