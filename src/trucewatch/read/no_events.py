"""What is told of and did not happen: what nobody has reported, what something is for, what was ordered, what would
have been, what a drill plays, a blast by accident."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from trucewatch.read.lexicons import words
from trucewatch.read.meant import subjects
from trucewatch.read.numbering import fate_of
from trucewatch.read.page import Page
from trucewatch.read.proposition import EFFECTS, Proposition
from trucewatch.read.roles import Roles
from trucewatch.read.things import complement, kinds_of, of_nobody
from trucewatch.read.tree import SUBJECTS, Tree

DEEDS = EFFECTS | {"attack", "interception", "clash", "control", "displacement", "deployment", "detention"}
_TOLD = DEEDS | {"exchange"}
_NOT = frozenset({"not", "n't", "never", "no", "nor"})
_MODAL = frozenset({"could", "would", "might"})
_PRESUMED = frozenset({"fear", "feared", "believe", "believed", "estimate", "suspect"})
_BY_CAUSE = frozenset({"because of", "due to", "as a result of", "owing to", "from", "after", "by"})
_BLASTS = frozenset({"explosion", "blast", "bang", "detonation", "boom", "fire", "blaze"})
_REDUCED = frozenset({"attack", "casualties", "damage", "interception"})
_BLAMING = frozenset({"blame"})
_ARMED = words("reading", "conditions_armed") - {"explosion", "fire", "army", "military", "soldier", "troop", "troops"}
_AFTER = 2  # sentences behind a blast in which its cause is looked for


class NoEvents:
    """Tells such propositions of one report."""

    def __init__(self, page: Page, roles: Roles) -> None:
        self.page, self._roles = page, roles
        self._played = frozenset(_played(page))

    def none(self, p: Proposition) -> bool:
        """Whether what a proposition tells of is no event at all."""
        if p.kind not in _TOLD:
            return False
        return (
            p.tree.number in self._played
            or _untold(p)
            or _for_use(p)
            or _ordered(p)
            or _would_have_been(p)
            or _rehearsed(p)
            or _line_kept(p)
            or _fell_short(p)
            or _fewer(p)
            or self._by_accident(p)
        )

    def _by_accident(self, p: Proposition) -> bool:
        """ "An explosion hit a bakery. Police said it was an accident.": nobody's attack by any account of that source,
        or by any where the report itself tells of the blast."""
        if p.kind != "attack" or p.polarity == "negated" or not _of_a_blast(p):
            return False
        if p.by is not None and p.by.party is not None:
            return False
        if _caused(p) or _accidental(p.tree, (p.head, p.tree.subject(p.head))):
            return True
        after = self.page.trees[p.tree.number + 1 : p.tree.number + 1 + _AFTER]
        if any(not _ARMED.isdisjoint(tree.lemmas) or self._of_another(p, tree) for tree in after):
            return False  # "Ruritania said its drones had struck it": by one account an attack
        return any(
            _accidental(tree, [*tree.written(_BLAMING), *filter(partial(_again, tree), subjects(tree))])
            for tree in after
        )

    def _of_another(self, p: Proposition, tree: Tree) -> bool:
        """Whether a party other than the one who told of the blast is named."""
        told = p.voice.speaker.party if p.voice is not None else None
        return told is not None and any(n.party != told for n in self.page.named[tree.number])


def _again(tree: Tree, k: int) -> bool:
    return tree.lemma(k) in words("reading", "noevents_blasts")


def _untold(p: Proposition) -> bool:
    """ "Neither government had reported any power cuts", "would not confirm that a ship was hit", "did not say how many
    were killed"; but "no casualties were reported", "reported no losses" tell that there were none."""
    tree, telling = p.tree, words("reading", "noevents_telling")
    if not p.nominal and tree.lemma(p.head) in telling:
        return not tree.passive(p.head) and _negated(tree, p.head)
    at = p.head
    for up in tree.above(p.head)[:3]:
        rel = tree.rel(at)
        if tree.words[up].upos == "VERB":
            told = (rel in ("obj", "ccomp") and tree.lemma(up) in telling) or (rel == "ccomp" and _asked(tree, at))
            return told and not tree.passive(up) and _negated(tree, up)
        at = up
    return False


def _asked(tree: Tree, k: int) -> bool:
    """ "How many were killed", "whether anyone was hurt"."""
    return any(tree.low(j) in ("how", "whether", "who") for j in tree.under(k)[:2])


def _negated(tree: Tree, i: int) -> bool:
    who = tree.subject(i)
    if any(tree.lemma(k) in _NOT for k in tree.deps(i, "advmod")) or (who is not None and of_nobody(tree, who)):
        return True
    up = tree.head(i)
    yet = up >= 0 and tree.rel(i) in ("xcomp", "advcl") and tree.lemma(up) in ("have", "be")
    return yet and any(tree.lemma(k) == "yet" for at in (i, up) for k in tree.deps(at, "advmod"))


def _for_use(p: Proposition) -> bool:
    """ "Uses the airfield for strikes on the city", "a base for attacks"."""
    tree, i = p.tree, p.head
    if not p.nominal or p.kind not in ("attack", "clash") or tree.preposition(i) not in ("for", "to"):
        return False
    return tree.head(i) >= 0 and tree.lemma(tree.head(i)) in words("reading", "noevents_uses")


def _ordered(p: Proposition) -> bool:
    """ "The order is to repel attacks and to hold the line", "the task remains the same: to hold the line", "were
    tasked with taking the hill"."""
    tree, i = p.tree, p.head
    while tree.rel(i) == "conj" and not tree.deps(i, *SUBJECTS):
        i = tree.head(i)
    up = tree.head(i)
    if p.nominal or tree.deps(i, *SUBJECTS) != _outer(tree, i):
        return False
    if up >= 0 and tree.lemma(up) == "task" and tree.words[up].upos == "VERB":
        return True
    bidden = "to" in tree.marks(i) or tree.low(i) == tree.lemma(i)
    told = [i] if tree.rel(i) not in ("advcl", "parataxis", "ccomp", "conj") else [i, up]
    return bidden and any(
        tree.lemma(k) in words("reading", "noevents_orders")
        for at in told
        if at in tree.copular or tree.lemma(at) in ("remain", "stay")
        for k in tree.deps(at, *SUBJECTS)
    )


def _outer(tree: Tree, i: int) -> list[int]:
    """The order that is said to be to do something: the subject of the clause, and not of what is to be done."""
    orders = words("reading", "noevents_orders")
    return [k for k in tree.deps(i, *SUBJECTS) if i in tree.copular and tree.lemma(k) in orders]


def _would_have_been(p: Proposition) -> bool:
    """ "Hundreds could have died had it not failed", "would have been left without power"."""
    tree = p.tree
    if p.kind == "interception" and p.polarity == "negated" and p.modality == "conditional":
        return True  # "might have been destroyed had the drone not been shot down": it was
    if p.kind not in EFFECTS or p.nominal:
        return False
    aux = {tree.low(k) for k in tree.deps(p.head, "aux")}
    if "have" not in aux or not aux & _MODAL:
        return False
    easily = any(tree.low(k) == "easily" for k in tree.deps(p.head, "advmod"))
    if "would" in aux or easily or any(tree.low(k) == "had" for k in _conditions(tree, p.head)):
        return True
    guessed = tree.lemmas & _PRESUMED or "as many as" in _text(tree) or "up to" in _text(tree)
    return p.kind == "casualties" and not guessed and "might" not in aux


def _line_kept(p: Proposition) -> bool:
    """ "Held the line", "are holding their positions": nothing has changed hands."""
    tree, thing = p.tree, p.tree.object(p.head)
    if p.kind != "control" or thing is None or tree.lemma(p.head) not in words("reading", "noevents_holding"):
        return False
    own = tree.lemma(thing) == "position" and bool(tree.deps(thing, "nmod:poss"))
    return own or tree.lemma(thing) in words("reading", "noevents_lines")


def _fell_short(p: Proposition) -> bool:
    """ "A missile fell short": it failed of itself, and nobody brought it down."""
    tree, i = p.tree, p.head
    return p.kind == "interception" and tree.lemma(i) == "fall" and any(tree.low(k) == "short" for k in tree.kids[i])


def _fewer(p: Proposition) -> bool:
    """ "Had brought the number of households down to 2,500", "brought the number of blazes to three": of nobody dead,
    and nothing brought down but a number."""
    tree, i = p.tree, p.head
    if p.kind not in _REDUCED or p.nominal or tree.lemma(i) not in ("bring", "reduce", "cut", "lower"):
        return False
    thing = tree.object(i)
    if thing is None or not any(prep == "to" for prep, _ in tree.obliques(i)):
        return False
    if tree.lemma(thing) != "number":
        return p.kind == "interception" and any(
            prep == "to" and tree.words[k].upos == "NUM" for prep, k in tree.obliques(i)
        )
    of = complement(tree, thing)
    if of is None or _without(tree, of):
        return True
    if p.kind == "casualties":
        return not any(fate_of(tree, k) for k in tree.under(of))
    return "weapon" not in kinds_of(tree, of)


def _without(tree: Tree, k: int) -> bool:
    """ "People without power"."""
    return any(prep == "without" for prep, _ in tree.obliques(k))


def _conditions(tree: Tree, i: int) -> Iterator[int]:
    """The auxiliaries of the clauses that hang on ``i``."""
    return (a for k in tree.deps(i, "advcl") for a in tree.deps(k, "aux"))


def _text(tree: Tree) -> str:
    return " ".join(w.text.lower() for w in tree.words)


def _rehearsed(p: Proposition) -> bool:
    """ "The drill simulated a missile attack", "a mock attack", "a controlled explosion"."""
    tree, played = p.tree, words("reading", "noevents_played")
    noun = p.head if p.nominal else tree.object(p.head) if "light" in p.frame.flags else None
    if noun is not None and any(tree.low(d) in played for d in tree.deps(noun, "amod", "compound")):
        return True
    playing = words("reading", "noevents_playing")
    return any(
        tree.words[k].upos == "VERB" and (tree.lemma(k) in playing or _supposes(tree, k)) for k in tree.above(p.head)
    )


def _supposes(tree: Tree, k: int) -> bool:
    """ "The plan of the exercise assumes that", "the drill foresees a fire"."""
    who = tree.subject(k) if tree.lemma(k) in words("reading", "noevents_supposing") else None
    played = words("reading", "noevents_drills") | words("scope", "imagined")
    return who is not None and any(tree.lemma(j) in played for j in (who, *tree.deps(who, "nmod", "compound")))


def _played(page: Page) -> Iterator[int]:
    """The sentences that tell what happens in a drill: the one that opens so, and those behind it in the same tense."""
    at = 0
    while at < len(page.trees):
        tree = page.trees[at]
        at += 1
        if not _opens_a_play(tree):
            continue
        yield tree.number
        now = _present(tree)
        while at < len(page.trees) and _plays_on(page, page.trees[at], now=now):
            yield page.trees[at].number
            at += 1


def _opens_a_play(tree: Tree) -> bool:
    """ "According to the scenario, a drone strikes a tank", "in the exercise a missile hits a depot"."""
    drills, outlines = words("reading", "noevents_drills"), words("scope", "imagined")
    if drills.isdisjoint(tree.lemmas) and outlines.isdisjoint(tree.lemmas):
        return False
    for t in tree.words:
        if _supposes(tree, t.i):
            return True
        if not t.deprel.startswith(("obl", "nmod")):
            continue
        under = tree.preposition(t.i) in ("according to", "under", "in", "accord to", "by")
        if under and tree.lemma(t.i) in outlines:
            return True
        if under and tree.lemma(t.i) in drills and _present(tree):
            return True
    return False


def _plays_on(page: Page, tree: Tree, *, now: bool) -> bool:
    return page.same_paragraph(tree) and _present(tree) == now and not _drill_over(tree)


def _drill_over(tree: Tree) -> bool:
    """Whether a sentence is dated or told by somebody: of the world outside."""
    return any(w.text in words("reading", "predicates_days") for w in tree.words)


def _present(tree: Tree) -> bool:
    """Whether a sentence tells what goes on now or is to come: the clause that is said, where somebody says it."""
    said = tree.lemma(tree.root) in words("cues", "plain")
    top = next(iter(tree.deps(tree.root, "ccomp", "parataxis")), tree.root) if said else tree.root
    bearing = tree.deps(top, "aux", "aux:pass", "cop") or [top]
    if any(tree.lemma(k) == "have" for k in bearing):
        return False
    return any(tree.has(k, "Tense=Pres") or tree.lemma(k) in ("will", "shall") for k in bearing)


def _of_a_blast(p: Proposition) -> bool:
    """Whether a bare blast is all that the proposition has of an attack."""
    tree = p.tree
    who = tree.subject(p.head) if not p.nominal else p.head
    thing = tree.object(p.head) if p.frame.id == "attack.explosions" and not p.nominal else None
    return any(k is not None and tree.lemma(k) in _BLASTS for k in (who, thing))


def _caused(p: Proposition) -> bool:
    """ "The bang was heard because of the breaker": by what has nothing to do with any attack."""
    tree = p.tree
    by = [k for prep, k in tree.obliques(p.head) if prep in _BY_CAUSE]
    beside = {tree.low(j) for k in by for j in (k, *tree.kids[k])} | {tree.lemma(k) for k in by}
    return not beside.isdisjoint(words("reading", "noevents_accidents", "noevents_played"))


def _accidental(tree: Tree, at: Iterable[int | None]) -> bool:
    """Whether a sentence says of one of these words that it was an accident or came of one."""
    heads = {h for k in at if k is not None for h in (k, tree.head(k)) if h >= 0}
    accidents = [t.i for t in tree.words if t.lemma.lower() in words("reading", "noevents_accidents")]
    for k in accidents:
        if any(tree.lemma(d) in _NOT for d in tree.deps(k, "advmod", "det")):
            continue
        over = (k, *tree.above(k))
        reached = next((h for h in over if h in heads), None)
        if reached is None or any(tree.lemma(d) in _NOT for d in tree.deps(reached, "advmod", "det")):
            continue
        caused = any(tree.lemma(h) in words("reading", "noevents_causing") for h in over)
        if k in tree.copular or caused or tree.preposition(k) in _BY_CAUSE:
            return True
    return False
