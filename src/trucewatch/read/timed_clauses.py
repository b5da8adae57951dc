"""Which of a sentence's clauses a time is of: the claim's own or one within it."""

from __future__ import annotations

from trucewatch.read.lexicons import words
from trucewatch.read.proposition import Proposition
from trucewatch.read.tree import SUBJECTS, Tree

_CHARGING = frozenset({"accuse", "blame", "suspect", "charge", "condemn", "denounce", "criticise", "criticize"})
_INNER = frozenset({"acl", "acl:relcl", "advcl", "advcl:relcl", "ccomp", "parataxis"})


def nested(tree: Tree, at: int, head: int) -> bool:
    """Whether a word stands in a clause of its own below the predicate."""
    if at == head:
        return False
    if tree.rel(at) == "mark":  # "since the truce fell apart on 3 May": the whole clause is the time
        at = tree.head(tree.head(at))
    chain = [at, *tree.above(at)]
    if head not in chain:
        return False
    below = chain[: chain.index(head)]
    return any(tree.rel(k) in _INNER and not _before(tree, at, k) and not _meanwhile(tree, k) for k in below)


def sent_then(p: Proposition, at: int) -> bool:
    """ "69 of the drones launched overnight were brought down": what was sent in a night is brought down in it."""
    above = p.tree.above(at)
    verb = next((k for k in above if p.tree.verbal(k)), None)
    return p.kind == "interception" and verb is not None and p.tree.rel(verb) in ("acl", "acl:relcl")


def done_by_telling(p: Proposition) -> bool:
    """Whether an act of speech is done by the saying that tells of it: not what had been done before, or has been with
    another ("has agreed with them"), what another side did ("they reject it, we say") or a stance that is held
    ("Ruritania supports it"). "We have rejected the plan" makes it known."""
    tree, voice = p.tree, p.voice
    told = voice.speaker.party if voice is not None else None
    if told is not None and p.by is not None and p.by.party not in (None, told):
        return False
    perfect = {tree.low(k) for k in tree.deps(p.verb, "aux") if tree.lemma(k) == "have"} - {"having"}
    if perfect and not p.self_vouched and ("had" in perfect or _with_another(tree, p.head)):
        return False
    outright = tree.has(p.head, "VerbForm=Fin") and not tree.deps(p.verb, "aux")
    return not (outright and tree.lemma(p.head) in words("cues", "held_stances"))


def _with_another(tree: Tree, head: int) -> bool:
    """ "Has agreed with Ruritania", "Ruritania and Zubrowka have agreed": what several did, none of them does alone."""
    subject = tree.subject(head)
    joint = subject is not None and bool(tree.deps(subject, "conj"))
    return joint or any(preposition == "with" for preposition, _ in tree.obliques(head))


def of_the_saying(p: Proposition, at: int | None) -> bool:
    """ "Lost power, the ministry said on Friday, in what it called a breach": whether a word hangs on the verb of
    saying that parts the claim's words, and on no verb nearer."""
    tree, voice = p.tree, p.voice
    cue = tree.at(voice.cue_start) if voice is not None else None
    if at is None or voice is None or cue is None or not voice.start < voice.cue_start < voice.end:
        return False
    return next((k for k in tree.above(at) if tree.verbal(k) or k == p.head), None) == cue


def _meanwhile(tree: Tree, k: int) -> bool:
    """ "Militants trying to cross on Friday", "killed while staying there in July": what goes on at the time."""
    going_on = tree.rel(k) == "acl" and tree.words[k].text.endswith("ing") and not tree.marks(k)
    return going_on or (tree.rel(k) == "advcl" and tree.marks(k) == {"while"} and not tree.deps(k, *SUBJECTS))


def _before(tree: Tree, at: int, k: int) -> bool:
    """Whether a word stands before a participle that opens a clause (", wounding six"): it is not of that clause."""
    return at < k and tree.rel(k) == "advcl" and not tree.marks(k) and not tree.deps(k, *SUBJECTS)


def of_a_deal(tree: Tree, at: int, head: int) -> bool:
    """Whether a day stands with what is told of another noun: "the agreements reached on 16 May"."""
    over = list(tree.above(at))
    return head in over and any(tree.rel(k) == "acl" and tree.verbal(k) for k in over[: over.index(head)])


def within_relative(tree: Tree, at: int, k: int) -> bool:
    """ "In the region, which has been held since August": whether a word is of a relative clause within a phrase."""
    chain = [at, *tree.above(at)]
    return k in chain and any(tree.rel(x) == "acl:relcl" for x in chain[: chain.index(k)])


def charged_with(p: Proposition, below: int, up: int) -> bool:
    """ "Accused it on Friday of shelling the town": charged on that day; what stands behind the deed is the deed's."""
    return p.tree.lemma(up) in _CHARGING and bool(p.tree.marks(below) & {"of", "for", "with"})


def goes_on(tree: Tree, k: int) -> bool:
    """ "Killed four on Thursday as the army went on with its offensive": what goes on is of no one day."""
    return tree.rel(k) == "advcl" and "as" in tree.marks(k) and bool(tree.deps(k, *SUBJECTS))


def tells_the_cause(p: Proposition) -> bool:
    """ "Artillery fire by X cut a line", "as a result of attacks by X": what happened, and no sort of it."""
    tree, up = p.tree, p.tree.head(p.head)
    caused = tree.rel(p.head) == "nsubj" and up >= 0 and tree.has(up, "Tense=Past")
    return p.by is not None and (caused or (up >= 0 and tree.lemma(up) in ("result", "consequence")))
