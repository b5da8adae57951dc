"""What a noun phrase denotes: its target class, the wider kinds of thing it is, its words."""

from __future__ import annotations

from itertools import pairwise

from trucewatch.language.syntax.parser import Token
from trucewatch.read.lexicons import classes, made_of, parts, types, words
from trucewatch.read.tree import Tree

_PRE = ("compound", "amod", "nmod:desc", "nmod:poss", "nummod", "flat", "det")
_CUT = frozenset(
    {
        "acl:relcl",
        "appos",
        "parataxis",
        "advcl",
        "advcl:relcl",
        "dep",
        "list",
        "discourse",
        "case",
        "mark",
        "nsubj",
        "expl",
        "cop",
    }
)
_CUT_AND_JOINED = _CUT | {"conj", "cc"}
_SITES: tuple[str, ...] = (
    "energy",
    "transport",
    "military",
    "water",
    "telecom",
    "health",
    "education",
    "religious",
    "residential",
)
_SITES += ("shelter", "commercial", "industrial", "agricultural", "government", "infrastructure")
_PEOPLE = words("reading", "things_people")
_VAGUE = frozenset({"civilians", "settlement", "other"})
_SLIGHT = frozenset({"PUNCT", "CCONJ", "DET", "NUM", "PROPN"})
_DEPTH = 3  # parts of parts looked through
_HUMAN_PRONOUNS = words("reading", "things_human_pronouns")


_WHILE = frozenset({"hour", "day", "night", "week", "month", "time", "period"})  # "the army, in the past day: ..."


def core(tree: Tree, i: int) -> list[int]:
    """The words of a noun phrase without clauses, appositions and its preposition; coordinated parts stay in."""
    if not tree.kids[i]:
        return [i]
    drop = [k for k in tree.kids[i] if tree.rel(k) in _CUT or _of_the_telling(tree, k, i)]
    return _trimmed(tree, i, tree.under(i, drop))


def _of_the_telling(tree: Tree, k: int, i: int) -> bool:
    """ "Ruritania on Saturday accused", "the army in a statement said", "known as a dove, the envoy said": when, in
    what and as what it did so is no part of its name."""
    rel = tree.rel(k)
    if rel != "nmod":
        return rel == "acl" and k < i
    day = any(tree.words[j].text in words("reading", "roles_days") for j in (k, *tree.deps(k, "compound")))
    told = tree.preposition(k) == "in" and tree.lemma(k) in words("cues", "media_nouns")
    told = told or (tree.preposition(k), tree.lemma(k)) in (
        ("for", "part"),
        ("in", "turn"),
    )  # "Petz, for his part, said"
    while_ = tree.lemma(k) in _WHILE and tree.preposition(k) in ("in", "over", "during", "within")
    return told or while_ or (day and not tree.deps(k, "nmod"))


def single(tree: Tree, i: int) -> list[int]:
    """As ``core``, without what is coordinated with the head."""
    if not tree.kids[i]:
        return [i]
    drop = [k for k in tree.kids[i] if tree.rel(k) in _CUT_AND_JOINED]
    return _trimmed(tree, i, tree.under(i, drop))


def full(tree: Tree, i: int) -> list[int]:
    """The words of a noun phrase with clauses and appositions, without its preposition."""
    drop = [k for k in tree.kids[i] if tree.rel(k) in ("case", "mark", "parataxis", "discourse", "cop", "aux", "advcl")]
    return _trimmed(tree, i, tree.under(i, drop))


def _trimmed(tree: Tree, i: int, indices: list[int]) -> list[int]:
    """Without punctuation and conjunctions at the ends, and without what is not joined to the head's stretch: a last
    word of the sentence that the parser hung on its first noun."""
    if indices[-1] - indices[0] >= len(indices):
        whole = set(tree.under(i))
        low = high = i
        while low > indices[0] and (low - 1 in whole or tree.words[low - 1].upos in _SLIGHT):
            low -= 1
        while high < indices[-1] and (high + 1 in whole or tree.words[high + 1].upos in _SLIGHT):
            high += 1
        indices = [k for k in indices if low <= k <= high]
    while len(indices) > 1 and tree.words[indices[-1]].upos in ("PUNCT", "CCONJ"):
        indices = indices[:-1]
    while len(indices) > 1 and (
        tree.words[indices[0]].upos in ("PUNCT", "CCONJ") or tree.words[indices[0]].text in ("not", "Not")
    ):
        indices = indices[1:]
    return indices


def phrases(tree: Tree, i: int) -> list[str]:
    """The phrases that end in the head, longest first: "gas metering station", "metering station", "station"."""
    known = tree.phrases.get(i)
    if known is not None:
        return known
    found = [] if tree.words[i].text in ("-", "–") else [_first_word(tree, i)]
    at = i - 1
    while at >= 0 and i - at < 4 and _before(tree, at, i):
        if tree.words[at].text not in ("-", "–"):
            plain = tree.words[at].upos in ("NOUN", "PROPN")
            word = _first_word(tree, at) if plain else tree.low(at)
            found.append(f"{word} {found[-1]}" if found else word)
        at -= 1
    found.reverse()
    flat = [tree.lemma(k) for k in tree.deps(i, "flat", "compound:prt")]
    tree.phrases[i] = [f"{found[0]} {' '.join(flat)}", *found] if flat and found else found
    return tree.phrases[i]


def _first_word(tree: Tree, at: int) -> str:
    """The lemma; of a sentence's first word taken for a name ("Windows were blown out") that of the noun it is."""
    lemma, word = tree.lemma(at), tree.words[at]
    if at or word.upos != "PROPN" or not word.text.istitle() or word.ner not in ("", "O"):
        return lemma
    low = word.text.lower()
    return next((w for w in (low, low.removesuffix("s")) if w in types() or w in classes()), lemma)


def _before(tree: Tree, at: int, i: int) -> bool:
    """Whether a word belongs to what stands before the head: also "command and" in "command and control centre"."""
    rel = tree.rel(at)
    if rel in _PRE or tree.words[at].text in "-–":
        return True
    if rel == "cc":
        at = tree.head(at)
        rel = tree.rel(at)
    up = tree.head(at) if rel == "conj" else -1
    return up >= 0 and tree.words[up].deprel in ("compound", "amod") and tree.head(up) == i


def complement(tree: Tree, i: int) -> int | None:
    """The noun after "of": what a part is part of."""
    return next((k for k in tree.deps(i, "nmod") if tree.preposition(k) in ("of", "from", "carrying", "with")), None)


def target_class(tree: Tree, i: int, depth: int = 0) -> str | None:
    """The target class of a noun phrase, None where the lexicon does not know its words."""
    if depth:
        return _read_class(tree, i, depth)
    if i not in tree.classes:
        tree.classes[i] = _read_class(tree, i, 0)
    return tree.classes[i]


def _read_class(tree: Tree, i: int, depth: int) -> str | None:
    known = classes()
    found = phrases(tree, i)
    if not found:
        return None  # a lone dash taken for a noun
    long = next((known[phrase] for phrase in found if " " in phrase and phrase in known), None)
    long = long or _composed(found)
    if long:
        return long
    if tree.lemma(i) in parts() or tree.words[i].upos in ("NUM", "DET", "PRON"):
        inner = _class_of_whole(tree, i, depth)
        if inner:
            return inner
    own = known.get(found[-1]) or known.get(tree.low(i))
    if own is None and tree.lemma(i) in ("depot", "arsenal", "store", "cache") and depth < _DEPTH:
        whole = complement(tree, i)
        held = target_class(tree, whole, depth + 1) if whole is not None else None
        if held is not None:
            return "military.depot" if held.split(".")[0] in ("military", "militants", "weapon") else held
    if own is None and depth < _DEPTH:
        for whole in (complement(tree, i), tree.dep(i, "nmod:poss")):
            inner = target_class(tree, whole, depth + 1) if whole is not None else None
            if inner and inner not in _VAGUE:
                return inner
    if own is None and tree.words[i].upos == "NOUN" and tree.lemma(i) in words("built", "built"):
        return "other"  # a thing that can be hit, of no class that the lexicon knows
    if own is None and tree.words[i].upos == "NOUN" and tree.lemma(i) in words("built", "persons"):
        return "civilians"  # "a beekeeper"
    return own


def elided(tree: Tree, i: int) -> int | None:
    """The noun that a bare number leaves out: "233 drones, and another 55", "114 of them". None where it stands for
    itself."""
    bare = tree.words[i].upos == "NUM" or (
        tree.lemma(i) in ("other", "rest", "remainder", "more") and tree.rel(i) != "amod"
    )
    whole = complement(tree, i)
    if not bare or (whole is not None and tree.words[whole].upos != "PRON") or tree.rel(i) == "nummod":
        return None
    for k in range(i - 1, -1, -1):
        if tree.words[k].upos == "NOUN" and tree.deps(k, "nummod"):
            return k
        if tree.words[k].upos == "NUM" and (counted := complement(tree, k)) is not None:
            return counted
    return None


def _composed(found: list[str]) -> str | None:
    """The class that a word before the head makes of it: "several electricity poles"."""
    whole = found[0].split() if found else []  # nothing is left of a lone dash taken for a noun
    if len(whole) < 2:
        return None
    rows = made_of().get(whole[-1])
    if rows is None:
        return None
    before = {*whole[:-1], *(f"{a} {b}" for a, b in pairwise(whole[:-1]))}
    return next((name for name, words in rows if before & words), None)


def _class_of_whole(tree: Tree, i: int, depth: int) -> str | None:
    """The class of what a part is part of: "hospital building", "roof of the school", "the school's roof"."""
    for k in reversed(tree.deps(i, "compound")):
        inner = classes().get(tree.lemma(k))
        if inner and inner not in _VAGUE | {"military.troops"}:
            return inner
    if depth >= _DEPTH:
        return None
    whole = complement(tree, i)
    inner = target_class(tree, whole, depth + 1) if whole is not None else None
    if inner:
        return inner
    owner = tree.dep(i, "nmod:poss")
    if owner is not None and tree.words[owner].upos == "NOUN":
        inner = target_class(tree, owner, depth + 1)
        return inner if inner not in ("civilians", "settlement") else None
    return None


def kinds_of(tree: Tree, i: int) -> frozenset[str]:
    """Every kind of thing the noun phrase is: types, its class, the first part of its class, "site", "people"."""
    if i not in tree.kinds:
        tree.kinds[i] = _kinds_of(tree, i)
    return tree.kinds[i]


def _kinds_of(tree: Tree, i: int) -> frozenset[str]:
    known = types()
    out: set[str] = set()
    found = phrases(tree, i)
    if not words("reading", "eventnouns_no_event").isdisjoint(found):
        return frozenset()  # "a heart attack", "a hunger strike"
    for phrase in found:
        if phrase in known:
            out |= known[phrase]
    word = tree.words[i]
    own = _by_word(word)
    if tree.lemma(i) in parts() or word.upos in ("NUM", "PRON", "DET"):
        whole = complement(tree, i)
        if whole is not None and "people" in own and "weapon" in kinds_of(tree, whole):
            own -= {"people", "number"}  # "245 of 298 drones" are no people
        for phrase in phrases(tree, whole) if whole is not None else ():
            out |= known.get(phrase, frozenset())
    out |= _by_class(tree, i)
    return frozenset(out | own)


def _by_class(tree: Tree, i: int) -> set[str]:
    name = target_class(tree, i)
    if name is None:
        return set()
    out = {name, name.split(".")[0]}
    if name.split(".")[0] in _SITES and name != "military.troops":
        out.add("site")
    if name in _PEOPLE and (name != "health" or tree.lemma(i) in ("doctor", "nurse", "medic", "paramedic", "patient")):
        out.add("people")
    return out


def _by_word(word: Token) -> set[str]:
    low = word.text.lower()
    out = {"name"} if word.upos == "PROPN" else set()
    if low in _HUMAN_PRONOUNS and not (word.text.isupper() and len(low) > 1):
        out |= {"people", "number", "name"}
    if word.upos == "NUM" or low in ("tens", "dozens", "hundreds", "thousands", "scores", "several", "most", "all"):
        out |= {"people", "number"}
    if low in ("it", "this", "that", "which", "them", "these", "those"):
        out.add("pronoun")
    return out


def target_class_of_word(word: str) -> str | None:
    """The target class of a bare word."""
    return classes().get(word)


def of_the_verb(tree: Tree, thing: int, key: str) -> bool:
    """ "Caught fire", "lost their lives": whether the noun is part of the verb ``key``."""
    return " " in key and key.endswith(f" {tree.lemma(thing)}") and tree.rel(thing) == "obj"


def of_nobody(tree: Tree, i: int) -> bool:
    """ "Neither government had reported", "no side has said": of whom nobody speaks."""
    return any(tree.lemma(k) in ("neither", "no") for k in (i, *tree.deps(i, "det", "cc:preconj")))


def unheard_of(tree: Tree, i: int) -> bool:
    """ "A meeting has been proposed"; "the attack had been planned for years" was carried out."""
    return any(tree.lemma(k) == "a" for k in tree.deps(i, "det")) or tree.has(i, "Number=Plur")
