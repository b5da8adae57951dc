"""Propositions in words that no lexicon knows: what marked examples taught the network to see as a claim.

The network says which word and which kind; who does what to whom, who vouches and what is denied is read from the tree
by the same rules as everywhere else. What a rule reads stands; what one refused may still be added.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from trucewatch.language.lexicon import lexicon
from trucewatch.read.eventnouns import EventNouns
from trucewatch.read.lexicons import Frame, noun_frames, taught_frames, verb_frames, words
from trucewatch.read.nesting import HOLDS
from trucewatch.read.predicates import Predicates
from trucewatch.read.proposition import Proposition
from trucewatch.read.things import kinds_of, phrases
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice

_ODDS = float(lexicon("taught")["odds"])
_NEAR = tuple(map(frozenset, lexicon("taught")["near"]))
_KNOWN = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their", "such", "both", "each"})
_PUT_FORWARD = frozenset({"proposal", "demand"})  # "suggested that the teams meet"
_DAYS = words("reading", "predicates_days") | {"yesterday", "today", "week", "month", "night", "evening", "morning"}
_DEEDS = frozenset({"attack", "interception", "clash"})
_ONTO = frozenset(
    {"to", "on", "onto", "upon", "at", "against", "into", "through", "over", "towards", "toward", "across", "inside"}
)
_WITHIN = frozenset({"obj", "nsubj", "nsubj:pass", "nmod", "obl"})


class Taught:
    """Fills the gaps of the lexicons in one report."""

    def __init__(self, predicates: Predicates, nouns: EventNouns) -> None:
        self._predicates, self._nouns = predicates, nouns

    def heads(self, tree: Tree) -> list[int]:
        """The words likely enough to head a claim."""
        return [t.i for t in tree.words if t.odds >= _ODDS]

    def tells(self, tree: Tree, i: int, found: Collection[Proposition], cues: Collection[int], quoted: bool) -> bool:
        """Whether the word tells of something new: no word of saying, no mere mention of what was told, no part of a
        claim, nothing that holds a claim in its own clause. ``quoted``: it stands in a quotation."""
        word = tree.words[i]
        if word.start in cues:
            return False
        if _nominal(tree, i):
            no_event = not words("reading", "eventnouns_no_event").isdisjoint(phrases(tree, i))  # "a heart attack"
            return not (no_event or _points_back(tree, i) or _part(tree, i, found))
        if _says_nothing(tree, i, quoted) or _of_beasts(tree, i):
            return False
        if word.kind in HOLDS:
            below = ("ccomp", "xcomp", "obj", "advcl", *(("obl",) if word.kind == "accusation" else ()))
            inner = {k for c in tree.deps(i, *below) for k in tree.under(c)}
            return not any(p.head in inner for p in found) and not _wanted(tree, i, found)
        over = tree.head(i)
        if tree.rel(i) == "xcomp" and tree.lemma(over) in words("reading", "standing_unachieved"):
            return False  # "tried to hack into"
        return not (tree.rel(i) == "ccomp" and any(p.head == over and p.kind in _PUT_FORWARD for p in found))

    def of(self, tree: Tree, i: int, voice: Voice | None) -> Proposition:
        """The proposition that the word ``i`` heads."""
        word = tree.words[i]
        frame = _frame(tree, i)
        if _nominal(tree, i):
            found = self._nouns.as_taught(tree, i, frame, voice)
        else:
            found = self._predicates.as_taught(tree, i, frame, voice)
        if voice is not None and word.kind in HOLDS and found.by in (None, voice.speaker):
            found.by, found.spoken = voice.speaker, True
        elif not found.nominal and word.kind in HOLDS and tree.lemma(i) in words("taught", "spoken"):
            self._vouched(tree, i, found)
        found.polarity = frame.polarity
        if found.kind == "damage" and any("people" in kinds_of(tree, k) for k in found.targets):
            found.kind = "casualties"  # "many were severely burned"
        found.notes.insert(0, f"taught:{word.kind}:{word.text} {word.odds:.2f}")
        return found

    def _vouched(self, tree: Tree, i: int, found: Proposition) -> None:
        """ "Entreated all sides to keep out": an act of speech that the report tells is its speaker's own word."""
        wished = any(tree.lemma(k) not in ("have", "do", "be") for k in tree.deps(i, "aux"))  # "should invite both"
        denied = any(tree.lemma(k) in ("not", "never") for k in tree.deps(i, "advmod"))
        who = None if wished or denied or tree.passive(i) else tree.subject(i)
        by = self._predicates.roles.author(tree, who, None, vouching=True)
        if by is not None and found.voice is None:
            found.by, found.self_vouched, found.spoken = by, True, True


def shown(p: Proposition) -> bool:
    """Whether examples, not a rule, tell of something new: "reported six wounded", "villagers taken from the front"."""
    tree, i = p.tree, p.head
    if not p.frame.id.startswith("taught."):
        return False
    if p.nominal:
        return not _known(tree, i) and tree.preposition(i) not in words("taught", "aims")
    return tree.rel(i) in ("acl", "conj", "root")


def between_none(p: Proposition, parties: Collection[str | None]) -> bool:
    """ "Where commanders were meeting instructors": talks between nobody who is known to speak for a party.
    ``parties``: of those who meet, as far as they are known."""
    aside = p.tree.rel(p.head) == "acl:relcl" and any(p.tree.low(k) == "where" for k in p.tree.kids[p.head])
    return aside and p.kind == "talks" and p.frame.id.startswith("taught.") and not any(parties)


def uncovered(heads: Sequence[int], tree: Tree, found: Collection[Proposition]) -> Iterator[int]:
    """Those of ``heads`` that no proposition told of already: by its own word, or as part of a claim of that kind."""
    for i in heads:
        if not any(_covers(p, i, tree.words[i].start, _kind(tree, i)) for p in found):
            yield i


def _frame(tree: Tree, i: int) -> Frame:
    """How the word is read: by the frame of its kind, and behind the prepositions which the lexicons know for it
    ("tore through the market")."""
    nominal, kind = _nominal(tree, i), _kind(tree, i)
    frame = taught_frames()["nouns" if nominal else "verbs"][kind]
    entries = (noun_frames() if nominal else verb_frames()).get(tree.lemma(i), ())
    further = (word for known in entries if known.kind == kind != "talks" for word in known.target if word in _ONTO)
    own = [word for word in frame.target if word != "subject"]
    target = dict.fromkeys((*own, *further, *(word for word in frame.target if word == "subject")))
    eased = kind == "obstruction" and tree.lemma(i) in words("taught", "through")
    return replace(frame, target=tuple(target), polarity="negated" if eased else frame.polarity)


def _kind(tree: Tree, i: int) -> str:
    """The kind that the network gives a word; "a fire" burns, where "Ruritanian fire" is shot."""
    kind = tree.words[i].kind
    burns = kind == "attack" and tree.words[i].upos == "NOUN" and tree.lemma(i) in ("fire", "blaze")
    counted = tree.lemma(i) == "blaze" or bool(tree.deps(i, "det", "nummod")) or tree.has(i, "Number=Plur")
    return "damage" if burns and counted and not tree.deps(i, "compound", "nmod:poss") else kind


def _covers(p: Proposition, i: int, start: int, kind: str) -> bool:
    if p.head == i or i in p.joined or p.verb == i:
        return True
    if p.kind == "trend" and p.tree.rel(i) == "obj":
        doing = p.tree.head(i)  # "announced the suspension of its truce", "continued to carry out strikes"
        if doing == p.head or (p.tree.rel(doing) == "xcomp" and p.tree.head(doing) == p.head):
            return True
    near = p.kind == kind or {p.kind, kind} <= _DEEDS
    near = near or (kind in HOLDS and any({p.kind, kind} <= kinds for kinds in _NEAR))
    return near and p.span[0] <= start < p.span[1]


def _nominal(tree: Tree, i: int) -> bool:
    return tree.words[i].upos in ("NOUN", "PROPN") and i not in tree.copular


def _known(tree: Tree, i: int) -> bool:
    return any(tree.low(k) in _KNOWN for k in tree.deps(i, "det", "nmod:poss"))


def _points_back(tree: Tree, i: int) -> bool:
    """ "The attack", "their talks", "yesterday's explosion, in which two were hurt": with nothing that says which."""
    of_a_day = any(tree.lemma(k).lower() in _DAYS for k in tree.deps(i, "nmod:poss"))
    if of_a_day and tree.words[i].kind == "attack" and not tree.deps(i, "nmod", "compound", "amod"):
        return True
    return _known(tree, i) and not tree.deps(i, "nmod", "acl", "acl:relcl", "nummod", "compound")


def _of_beasts(tree: Tree, i: int) -> bool:
    """ "More than 40 cows were killed"."""
    whom = (tree.subject(i), tree.object(i)) if tree.words[i].kind == "casualties" else ()
    return any(k is not None and "animal" in kinds_of(tree, k) for k in whom)


def _part(tree: Tree, i: int, found: Collection[Proposition]) -> bool:
    """ "Accepted a proposal for a truce", "saw no willingness to talk", "repelled nine attacks": whether what a noun
    names is what the claim of its verb is about."""
    kind, core = tree.words[i].kind, tree.rel(i) in ("obj", "nsubj:pass")
    over, at = tree.head(i), i
    while over >= 0 and tree.rel(at) in _WITHIN and not any(p.head == over for p in found):
        over, at = tree.head(over), over
    about = next((p for p in found if p.head == over), None) if tree.rel(at) in _WITHIN else None
    if about is None or about.nominal:
        return False
    if kind in HOLDS:
        none = any(tree.low(k) == "no" for k in tree.deps(i, "det"))
        return about.kind in HOLDS and (none or kind == "proposal")
    return core and kind in ("attack", "clash", "control") and about.kind in ("control", "interception")


def _wanted(tree: Tree, i: int, found: Collection[Proposition]) -> bool:
    """ "Gave them 50 days to agree": what is only asked for."""
    over = set(tree.above(i)) if tree.words[i].kind == "acceptance" and tree.rel(i) != "conj" else set()
    return any(p.head in over and p.kind in ("demand", "proposal") for p in found)


def _says_nothing(tree: Tree, i: int, quoted: bool) -> bool:
    """ "They were ready", "refused to give details", a quoted "it will give us time": words of a stance without one;
    "the buses set out": nothing that bars the way."""
    kind = tree.words[i].kind
    if kind == "talks" and tree.lemma(i) in words("cues", "telling_of"):  # "had spoken of 23": to nobody
        return any(of == "of" and tree.words[k].upos == "NUM" for of, k in tree.obliques(i))
    if kind == "obstruction":
        return tree.low(i) in ("set", "left") and tree.object(i) is None and not tree.passive(i)
    if kind == "rejection":
        asked = [k for k in tree.deps(i, "xcomp") if tree.lemma(k) in words("reading", "conditions_answering")]
        return any(tree.lemma(o) in words("stance", "answers") for k in asked for o in tree.deps(k, "obj", "obl"))
    if kind not in ("commitment", "threat"):
        return False
    who = tree.subject(i)
    if quoted and who is not None and tree.low(who) in ("it", "this", "that"):
        return True
    return tree.words[i].upos == "ADJ" and not tree.deps(i, "xcomp", "ccomp", "advcl", "obl")
