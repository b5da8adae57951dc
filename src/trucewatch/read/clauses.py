"""The words of a claim: the smallest clause that carries the whole proposition, without who said it."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import dropwhile

from trucewatch.read.lexicons import words
from trucewatch.read.proposition import Proposition
from trucewatch.read.things import single
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice

_ASIDE = words("reading", "clauses_aside")
_HURT = words("reading", "roles_hurt")
_TELLING = words("reading", "clauses_telling")
_CHARGES = frozenset({"rejection.charge", "accusation.of", "accusation.deny"})
_OPENERS = frozenset({"cc", "mark", "punct", "discourse"})
_SHORT = 24  # characters of a thing told that says too little alone: "no damage"
_LONG = 8  # words of a clause that parts a subject from its verb
_TOLD_THAT = re.compile(
    r"(?:(?:on|in|at|late|early|last) [^,.;:]{2,30}?|yesterday|today) (?:that (?=[A-Z“\"\w])|(?=(?:it|he|she|they) ))"
)
_ONLY = re.compile(r" (?:only|alone)(?=[,.;]|$)")
_TALLY = re.compile(r": (?:\d+|\w+) (?:of them )?(?:over|in|above)\b")
_SOURCES = frozenset({"according to", "per", "as per"})


def quote_span(p: Proposition, heads: Collection[int], text: str) -> tuple[int, int]:
    """Offsets of the claim's quote. ``heads``: the words that carry claims of their own in the same sentence."""
    if p.nominal:
        start, end = p.tree.span(_nominal_words(p))
    else:
        start, end = p.tree.span(_clause_words(p, heads))
    if p.voice is not None and p.voice.by != "infinitive":
        start, end = _within(start, end, p.voice, p.tree.words[p.head].start)
        told = _TOLD_THAT.match(text, start, p.tree.words[p.head].start)
        start = told.end() if told is not None and start == p.voice.start else start  # "told him on Monday that X"
    only = _ONLY.match(text, end, p.tree.end)
    end = only.end() if only is not None and not p.nominal else end  # "covers energy only": the word bears the sense
    if p.kind == "interception" and p.voice is not None and end <= p.voice.cue_start < p.tree.end:
        tally = _TALLY.search(text, p.voice.cue_start, p.tree.end)
        end = p.tree.end if tally is not None else end  # "..., the ministry reported: 53 over A, 17 over B"
    colon = text.find(": ", p.tree.words[p.head].end, end)
    if p.frame.id in _CHARGES and colon > 0:
        end = colon  # "rejected the charge: ..."
    return trimmed(text, start, end)


def _nominal_words(p: Proposition) -> list[int]:
    tree = p.tree
    drop = [
        k
        for k in tree.kids[p.head]
        if tree.rel(k) in ("appos", "parataxis", "cop", "mark", "advcl") or _source(tree, k)
    ]
    drop += tree.deps(p.head, "case", "nsubj", "aux", "conj", "cc")
    terms = tree.under(p.about) if p.frame.id == "n.proposal" and p.about is not None else []
    return sorted({*tree.under(p.head, drop), *terms})


def _clause_words(p: Proposition, heads: Collection[int]) -> list[int]:
    tree = p.tree
    top = _governing(p)
    drop: list[int] = []
    stack = [top]
    while stack:
        at = stack.pop()
        for k in tree.kids[at]:
            if _dropped(tree, k, at, top, heads, p):
                drop.append(k)
            else:
                stack.append(k)
    words = sorted({*tree.under(top, drop), *_before_their_comma(tree, drop)})
    first = _after_aside(tree, top, heads)
    words = [w for w in words if w >= first]
    told_of = tree.passive(top) or tree.head(top) == p.about  # "drones launched by X", "a charge that X denied"
    told_of &= tree.rel(top) == "acl"
    told_of |= tree.rel(top) == "acl:relcl" and tree.object(top) == tree.head(top)  # "the soldiers it had held"
    told_of &= p.kind == "proposal" or not any(tree.low(k) in ("which", "that", "who") for k in tree.kids[top])
    if told_of or (tree.rel(top) == "acl:relcl" and p.frame.id == "rejection.charge"):
        words = sorted({*single(tree, tree.head(top)), *words})
    if tree.rel(top) == "acl:relcl" and any(tree.rel(k) == "expl" for k in tree.kids[tree.head(top)]):
        words = sorted({*tree.under(tree.head(top), {top}), *words})  # "it was X that had shelled the town"
    clauses = [k for k in drop if tree.words[k].upos in ("VERB", "AUX", "ADJ")]
    apart = [k for k in clauses if tree.lemma(k) not in _HURT or k in heads]
    cut = apart and p.kind != "interception"  # a list of regions is one claim, whatever the parser made of its items
    last = next((k for k in range(len(words) - 1, -1, -1) if tree.words[words[k]].upos != "PUNCT"), 0)
    gap = next((k for k in range(last + 1, len(words)) if words[k] - words[k - 1] > 1), None)
    if cut and gap is not None:
        words = words[:gap]  # the full stop and the closing quotes of a sentence whose end is told apart
    raised = _raised_subject(tree, top)
    if raised is not None:
        words = sorted({*tree.under(raised), *words})
    while len(words) > 1 and (
        tree.rel(words[0]) in _OPENERS or tree.words[words[0]].upos in ("PUNCT", "CCONJ", "SCONJ")
    ):
        if tree.rel(words[0]) == "mark" and tree.head(words[0]) != top:
            break
        words = words[1:]
    return words


def _after_aside(tree: Tree, top: int, heads: Collection[int]) -> int:
    """ "The campaign, begun after X stormed the town, has laid waste to it": the word from which the verb's own words
    begin where a long aside with claims of its own parts it from its subject; 0 elsewhere."""
    who = tree.dep(top, "nsubj", "nsubj:pass")
    helping = tree.deps(top, "aux", "aux:pass", "advmod")
    first = min((k for k in helping if who is not None and who < k < top), default=top)
    if who is None or tree.passive(top) or first - who < _LONG or tree.words[first - 1].text != ",":
        return 0
    opens = next((k for k in range(who + 1, first - 1) if tree.words[k].text == ","), None)
    return first if opens is not None and any(opens < h < first for h in heads) else 0


def _before_their_comma(tree: Tree, drop: list[int]) -> list[int]:
    """ "Attacked the town in the past day, killing two": what stands before the comma of a clause told apart is not
    of that clause, wherever the parser hung it."""
    out: list[int] = []
    for k in drop:
        if tree.rel(k) != "advcl":
            continue
        comma = next((c for c in range(k - 1, -1, -1) if tree.words[c].text == ","), None)
        if comma is not None and not any(w < k and tree.verbal(w) for w in range(comma, k)):
            out += [w for w in tree.under(k) if w < comma]
    return out


def _dropped(tree: Tree, k: int, at: int, top: int, heads: Collection[int], p: Proposition) -> bool:
    rel = tree.rel(k)
    if _source(tree, k):
        return True
    if at != top and at not in p.joined:
        return False
    if rel == "conj" and (at == top or at in p.joined):
        told_with = p.kind == "casualties" and k not in heads and tree.lemma(k) in _HURT  # "five dead and 20 wounded"
        return tree.verbal(k) and k not in p.joined and not told_with
    if rel == "cc" and at == top:
        return True
    if rel in ("parataxis", "discourse") and at == top:
        return True
    if rel == "advcl" and at == top and k > top:
        marks = tree.marks(k)
        if marks & _ASIDE:
            return True
        if k in p.joined:
            return False
        if tree.low(k).endswith("ing") and not marks and tree.lemma(k) in words("cues", "say"):
            return True  # "..., saying it broke the truce"
        return bool(heads and any(h in heads for h in (k, *tree.deps(k, "conj", "xcomp")))) and not marks & {
            "if",
            "unless",
            "until",
            "since",
        }
    return False


def _source(tree: Tree, k: int) -> bool:
    said = tree.rel(k) in ("obl", "nmod") and tree.preposition(k) in _SOURCES
    return said and tree.lemma(k) not in words("reading", "clauses_terms")


def _governing(p: Proposition) -> int:
    """The verb whose clause states the proposition: "planned to take" and not "take" alone."""
    tree, top = p.tree, p.head
    if p.voice is not None and p.voice.by == "infinitive":
        return top
    for up in tree.above(p.head):
        outside = p.voice is not None and not p.voice.start <= tree.words[up].start < p.voice.end
        if (
            tree.rel(top) != "xcomp"
            or outside
            or tree.words[up].upos not in ("VERB", "ADJ")
            or tree.lemma(up) in _TELLING
        ):
            return top
        top = up
    return top


def _raised_subject(tree: Tree, top: int) -> int | None:
    """The subject before "are known to have been hurt", "was likely to": part of the proposition."""
    up = tree.head(top)
    if (
        tree.rel(top) != "xcomp"
        or up < 0
        or tree.deps(up, "obj", "iobj")
        or not (tree.passive(up) or tree.dep(up, "cop") is not None)
    ):
        return None
    return tree.dep(up, "nsubj", "nsubj:pass")


def _within(start: int, end: int, voice: Voice, head: int) -> tuple[int, int]:
    """No further than the voice reaches, where it holds the predicate."""
    if voice.by == "object" and voice.cue_start == head:  # "residents reported three explosions": what they reported
        return (voice.start, voice.end) if voice.size > _SHORT else (start, end)
    if not voice.start <= head < voice.end:
        return start, end
    return max(start, voice.start), min(end, voice.end) if voice.end > head else end


def terms(p: Proposition, text: str) -> str | None:
    """The terms that an act of diplomacy is about, verbatim."""
    if p.echo is not None:
        return terms(p.echo, text)
    if p.about is None:
        return None
    tree = p.tree
    opening = tree.deps(p.about, "case", "mark")
    aside = [k for k in tree.deps(p.about, "acl:relcl") if p.head in tree.under(k)]  # "a plan that X refused"
    if aside:
        aside += tree.deps(p.about, "cop", "nsubj", "expl", "cc")
    aside += [k for k in tree.deps(p.about, "acl:relcl") if "," in tree.words[min(tree.under(k))].text]
    ends = [tree.words[min(tree.under(k))].start for k in aside if k > p.about] or [p.span[1]]
    inside = [k for k in tree.under(p.about, aside) if tree.words[k].start < min(ends)]
    keep = list(dropwhile(lambda k: k in opening or tree.words[k].text == ",", inside)) or [p.about]
    while len(keep) > 1 and tree.words[keep[-1]].upos == "PUNCT" and aside:
        keep.pop()
    if all(tree.words[k].upos == "PRON" for k in keep):
        return None  # "rejected it": which terms the clause does not say
    start, end = tree.span(keep)
    return text[start:end]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without white space, commas and lone marks at the ends."""
    while start < end and text[start] in " \t\n\r,;:–—-.\u00a0…":
        start += 1
    while end > start and (text[end - 1] in " \t\n\r,;:–—-\u00a0" or _closes_only(text, start, end)):
        end -= 1
    return start, end


def _closes_only(text: str, start: int, end: int) -> bool:
    """Whether a quote ends in a mark that nothing in it opens: "the depot was hit,” he said"."""
    mark = text[end - 1]
    opening = {"”": "“", "»": "«", '"': '"'}.get(mark)
    if opening is None or end - start < 3 or text[end - 2] != ",":
        return False
    return text.count('"', start, end) % 2 == 1 if mark == '"' else opening not in text[start:end]
