"""What stands behind a clause and is not of the noun beside it: the dead of a blow, what it was struck with (see
``mending``)."""

from __future__ import annotations

from dataclasses import replace

from trucewatch.language.syntax.parser import Token
from trucewatch.read.mending_blows import _blows, _is_passive, _kinds
from trucewatch.read.mends import Tokens, wanting

_KILLING = frozenset({"group", "militia", "gang", "faction", "network", "cell", "organisation", "organization", "unit"})
_FIRED = frozenset({"missile", "rocket", "bomb", "shell", "drone", "grenade"})


@wanting("acl:relcl", {"that", "which"}, {"nmod", "obl"})
def deadly_blow(words: Tokens) -> Tokens:
    """ "Carried out an airstrike on a suburb of Arstad that killed four": the airstrike killed them, not the suburb."""
    for t in words:
        if t.deprel != "acl:relcl" or not _kinds(t.lemma.lower()) & {"casualties", "damage"} or _is_passive(words, t):
            continue
        which = words[t.i - 1].text in ("that", "which") and words[t.i - 1].deprel == "nsubj"
        blow = _struck_with(words, words[t.head]) if which and t.head < t.i else None
        if blow is not None:
            return tuple(replace(k, head=blow) if k.i == t.i else k for k in words)
    return words


@wanting("acl:relcl", "nmod", "with", ",")
def struck_with_what(words: Tokens) -> Tokens:
    """ "Attacked the depot, which belongs to X, with three drones": what it was attacked with, and nothing it holds."""
    for t in words:
        noun = words[t.head]
        if t.deprel != "nmod" or noun.deprel not in ("obj", "nsubj:pass") or noun.i > t.i:
            continue
        led = next((k for k in words[noun.i : t.i] if k.head == t.i and k.deprel == "case"), None)
        if led is None or led.text.lower() != "with" or words[led.i - 1].text != ",":
            continue
        if any(k.deprel == "acl:relcl" and k.head == noun.i for k in words[noun.i : led.i]):
            return tuple(replace(k, head=noun.head, deprel="obl") if k.i == t.i else k for k in words)
    return words


def _struck_with(words: Tokens, what: Token) -> int | None:
    """The blow that a thing is the target of by the words between them; none of a group, which kills itself."""
    up = what
    while up.deprel == "nmod" and 0 <= up.head < up.i:
        if up.lemma.lower() in _KILLING:
            return None
        up = words[up.head]
        if up.lemma.lower() in _blows():
            return up.i
    if up.deprel != "obl" or up.head > up.i or up.lemma.lower() in _KILLING:
        return None
    told = (k for k in words[up.head : up.i] if k.head == up.head and k.deprel == "obj")
    return next((k.i for k in told if k.lemma.lower() in _blows() or k.lemma.lower() in _FIRED), None)
