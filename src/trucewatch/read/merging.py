"""Verbs that tell one event together: "killed 12 and injured 60", "launched an attack, striking a plant"."""

from __future__ import annotations

from trucewatch.read.proposition import Proposition

_JOINED = frozenset({"casualties", "deployment"})


def struck(found: list[Proposition]) -> list[Proposition]:
    """ "Launched an attack, striking a plant" is one claim: the participle tells what was struck."""
    found = _in_a_strike(found)
    bare = {p.head: p for p in found if p.kind == "attack" and not p.nominal and not p.targets}
    named = {p.head: p for p in found if p.kind == "attack" and p.nominal}
    penal = {p.head for p in found if p.kind == "sanction"}
    out = []
    for p in found:
        noun = named.get(p.tree.head(p.head)) if p.tree.rel(p.head) in ("acl:relcl", "acl") else None
        told = (
            next((q for q in found if q.head == p.tree.head(p.head)), None) if p.tree.rel(p.head) == "advcl" else None
        )
        if p.kind == "interception" and told is not None and told.kind == p.kind and told.targets == p.targets:
            continue  # "were lost after being jammed"
        if p.kind == "attack" and p.tree.lemma(p.head) == "target" and p.tree.head(p.head) in penal:
            continue  # sanctions "targeting 200 tankers"
        if noun is not None and p.kind == "attack" and not p.nominal:  # "an airstrike that hit a bunker"
            noun.targets = noun.targets or p.targets
            continue
        over = bare.get(p.tree.head(p.head)) if p.tree.rel(p.head) in ("advcl", "xcomp") else None
        if (
            p.kind == "attack"
            and not p.nominal
            and over is not None
            and p.targets
            and over is not p
            and p.tree.has(p.head, "Tense=Pres")
        ):
            over.targets = p.targets
            over.joined.append(p.head)
            bare.pop(over.head)
        else:
            out.append(p)
    return out


def _in_a_strike(found: list[Proposition]) -> list[Proposition]:
    """ "The school was targeted in an Israeli strike" is one attack: the noun tells who did it."""
    verbs = {p.head: p for p in found if p.kind == "attack" and not p.nominal and p.targets}
    out = []
    for p in found:
        over = verbs.get(p.tree.head(p.head)) if p.kind == "attack" and p.nominal and not p.targets else None
        if over is not None and p.tree.preposition(p.head) in ("in", "by", "during") and p.tree.passive(over.head):
            over.by = over.by or p.by
        else:
            out.append(p)
    return out


def merged(found: list[Proposition]) -> list[Proposition]:
    """ "Killed 12 and injured 60" is one claim of casualties: the second verb joins the first."""
    by_head = {p.head: p for p in found if p.kind in _JOINED and not p.nominal}
    out = []
    for p in found:
        first = by_head.get(p.tree.head(p.head)) if p.tree.rel(p.head) == "conj" else None
        if first is not None and first is not p and first.kind == p.kind and not p.nominal:
            first.joined.append(p.head)
            by_head[p.head] = first
        else:
            out.append(p)
    return out
