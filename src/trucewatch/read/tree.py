"""A parsed sentence as a tree to walk: children, branches, shared subjects and objects, stretches of text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Set
from functools import lru_cache

from trucewatch.language.lexicon import lexicon
from trucewatch.language.syntax.parser import Sentence, Token
from trucewatch.read.lexicons import words
from trucewatch.read.mending import mended_arcs

SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer")
CLAUSES = frozenset({"ccomp", "advcl", "advcl:relcl", "acl:relcl", "acl", "parataxis", "csubj", "root", "xcomp"})
_CAUSED = words("reading", "tree_caused")
_CHARGED = words("reading", "tree_charged")
_DONE_TO = frozenset(
    {
        "deny",
        "reject",
        "dismiss",
        "dispute",
        "sign",
        "propose",
        "accept",
        "table",
        "submit",
        "refuse",
        "rebuff",
        "brush",
    }
    | {"spurn", "oppose", "veto", "ratify", "endorse", "refute", "violate", "rubbish", "wave"}
)
_OPENING = frozenset({"when", "where", "how", "why"})
_NOTHING: frozenset[str] = frozenset()
_SUMMING = frozenset({"addition", "total", "all", "fact", "particular", "short", "sum", "turn"})  # "in addition, ..."
_STEPS = 12  # governors climbed at most: depth beyond that is no prose


@lru_cache(maxsize=1)
def _mends() -> dict[str, str]:
    return {str(k): str(v) for k, v in lexicon("mends")["lemmas"].items()}


@lru_cache(maxsize=1)
def _nouns() -> dict[str, str]:
    return {str(k): str(v) for k, v in lexicon("mends")["nouns"].items()}


@lru_cache(maxsize=1)
def _gerunds() -> frozenset[str]:
    return words("mends", "gerunds")


@lru_cache(maxsize=1024)
def features(written: str) -> frozenset[str]:
    """The features of a word, as written: ``Tense=Past|Voice=Pass``."""
    return frozenset(written.split("|"))


def mended(token: Token, low: str, lemma: str) -> str:
    """A token's lemma, put right where the parser's rules are known to fail. ``low`` and ``lemma``: its text and its
    lemma in small letters."""
    if token.upos == "NOUN":
        return _nouns().get(low, lemma)
    if token.upos == "VERB" and token.deprel in SUBJECTS and low in _gerunds():
        return low  # "fighting is going on": a verb to the parser where the sentence begins with it
    return _mends().get(lemma, lemma) if token.upos == "VERB" else lemma


class Tree:
    """One sentence. Words are meant by their index; branches are built once, so every walk is linear."""

    def __init__(self, sentence: Sentence, number: int) -> None:
        self.number = number
        mended_words, (low, lemmas) = mended_arcs(sentence.tokens)
        self.words: tuple[Token, ...] = mended_words
        self.start, self.end = sentence.start, sentence.end
        self.kids: list[list[int]] = [[] for _ in self.words]
        self.root = 0
        passive: set[int] = set()  # words that may be in the passive: no other needs a look
        self.copular: set[int] = set()
        """The predicates that have a copula."""
        self.nouns: list[int] = []
        """The nouns and names, in order."""
        verbs: list[int] = []
        for t in self.words:
            if t.head >= 0:
                self.kids[t.head].append(t.i)
            else:
                self.root = t.i
            if t.deprel in ("aux:pass", "nsubj:pass"):
                passive.add(t.head)
            elif t.deprel == "cop":
                self.copular.add(t.head)
            if "Voice=Pass" in t.feats:
                passive.add(t.i)
            if t.upos in ("NOUN", "PROPN"):
                self.nouns.append(t.i)
            elif t.upos in ("VERB", "AUX"):
                verbs.append(t.i)
        self._passive: list[bool | None] = [None if i in passive else False for i in range(len(self.words))]
        self.predicates = sorted({*verbs, *self.copular, *passive} - {-1})
        """The words that may be predicates: verbs, what has a copula, what may be in the passive; in order."""
        self._prepositions: list[str | None] = [None] * len(self.words)
        self._subjects: dict[int, int | None] = {}
        self._objects: dict[int, int | None] = {}
        self._agents: dict[int, int | None] = {}
        self._marks: dict[int, frozenset[str]] = {}
        self._under: dict[int, list[int]] = {}
        self._above: dict[int, tuple[int, ...]] = {}
        self.phrases: dict[int, list[str]] = {}  # these are kept by ``things``, which ask for them many times over
        self.classes: dict[int, str | None] = {}
        self.kinds: dict[int, frozenset[str]] = {}
        self._starts = [t.start for t in self.words]
        self._rels = [t.deprel for t in self.words]
        # by far the most frequent questions: a list's own method answers without a call of ours
        lemmas = list(map(mended, self.words, low, lemmas))
        self._low, self._lemmas = low, lemmas
        self.low = low.__getitem__
        """A word in small letters."""
        self.lemma = lemmas.__getitem__
        """The lemma of a word in small letters."""
        self.lemmas = frozenset(lemmas)
        self.rels = frozenset(self._rels)
        self.rel = self._rels.__getitem__
        """The label of a word's arc."""
        self.head = [t.head for t in self.words].__getitem__
        """The governor of a word, -1 at the root."""

    def __len__(self) -> int:
        return len(self.words)

    def written(self, words: Set[str]) -> list[int]:
        """The words that are among these, by themselves or by their lemma, all in small letters."""
        both = zip(self._low, self._lemmas, strict=True)
        return [i for i, (low, lemma) in enumerate(both) if lemma in words or low in words]

    def deps(self, i: int, *rels: str) -> list[int]:
        """The children with one of these labels, in order."""
        found: list[int] = []
        labels = self._rels
        for k in self.kids[i]:
            if labels[k] in rels:
                found.append(k)  # noqa: PERF401 - asked for hundreds of times a sentence: a comprehension costs a frame
        return found

    def dep(self, i: int, *rels: str) -> int | None:
        """The first child with one of these labels."""
        labels = self._rels
        for k in self.kids[i]:
            if labels[k] in rels:
                return k
        return None

    def has(self, i: int, feature: str) -> bool:
        """Whether the word has this feature, such as ``Voice=Pass``."""
        return feature in features(self.words[i].feats)

    def under(self, i: int, without: Collection[int] = ()) -> list[int]:
        """The word and all below it, sorted, leaving out the branches that begin at ``without``."""
        whole = self._branch(i)
        if not without or len(whole) == 1:
            return list(whole)
        dropped = {w for k in without if k != i and k in whole for w in self._branch(k)}
        return [w for w in whole if w not in dropped]

    def _branch(self, i: int) -> list[int]:
        known = self._under.get(i)
        if known is None:
            known, stack = [], [i]
            while stack:
                at = stack.pop()
                if at in self._under:
                    known += self._under[at]
                else:
                    known.append(at)
                    stack += self.kids[at]
            known.sort()
            self._under[i] = known
        return known

    def above(self, i: int) -> tuple[int, ...]:
        """The governors of a word, nearest first, ``_STEPS`` at most."""
        known = self._above.get(i)
        if known is None:
            found: list[int] = []
            at = self.head(i)
            while at >= 0 and len(found) < _STEPS:
                found.append(at)
                at = self.head(at)
            known = self._above[i] = tuple(found)
        return known

    def preposition(self, i: int) -> str:
        """The preposition of a nominal with its fixed parts: "in", "according to", "because of"; "" without one."""
        known = self._prepositions[i]
        if known is None:
            known = self._prepositions[i] = self._preposition(i)
        return known

    def _preposition(self, i: int) -> str:
        words = []
        for k in self.deps(i, "case"):
            if self.words[k].text in ("'s", "’s", "'", "’"):
                continue
            words += [k, *self.deps(k, "fixed")]
        return " ".join(self.words[k].text.lower() for k in words)

    def marks(self, i: int) -> frozenset[str]:
        """The words that open a subordinate clause: "if", "after", "to"."""
        if not self.kids[i]:
            return _NOTHING
        known = self._marks.get(i)
        if known is None:
            known = self._marks[i] = frozenset(
                self.words[k].text.lower()
                for k in self.kids[i]
                if (rel := self._rels[k]) == "mark" or (rel == "advmod" and self.lemma(k) in _OPENING)
            )
        return known

    def conjuncts(self, i: int) -> list[int]:
        """The word and what is coordinated with it."""
        return [i, *self.deps(i, "conj")]

    def verbal(self, i: int) -> bool:
        """Whether the word is a verb, or a predicate with a copula."""
        return self.words[i].upos in ("VERB", "AUX") or i in self.copular

    def passive(self, i: int) -> bool:
        """Whether a verb is in the passive, helped or bare."""
        known = self._passive[i]
        if known is None:
            known = self._passive[i] = self._is_passive(i)
        return known

    def _is_passive(self, i: int) -> bool:
        if self.dep(i, "aux:pass") is not None:
            return True
        if self.dep(i, "nsubj:pass") is not None:
            return self.dep(i, "obj") is None
        if not self.has(i, "Voice=Pass") or self.dep(i, "nsubj") is not None:
            return False
        rel = self.rel(i)
        if rel == "conj":
            return self.passive(self.head(i)) or self.rel(self.head(i)) == "acl"
        return rel in ("acl", "advcl", "acl:relcl", "amod", "root", "parataxis", "ccomp", "xcomp") and not self.deps(
            i, "obj"
        )

    def subject(self, i: int) -> int | None:
        """The subject, its own or shared: over coordination, infinitives, participles and relative clauses."""
        if i not in self._subjects:
            self._subjects[i] = None  # a circle ends here
            self._subjects[i] = self._subject(i)
        return self._subjects[i]

    def _subject(self, i: int) -> int | None:
        own = self.dep(i, *SUBJECTS)
        rel, up = self.rel(i), self.head(i)
        if own is not None:
            return up if self._relative(own) and rel in ("acl:relcl", "advcl:relcl") and up >= 0 else own
        if up < 0:
            return None
        if rel == "conj":
            return self.subject(up) if self.verbal(up) or self.words[i].upos == "VERB" else None
        if rel == "xcomp":
            moved = self.dep(up, "obj", "iobj") or self.dep(up, "obl")
            if self.lemma(up) in _CAUSED and moved is not None and self.dep(up, "obj", "iobj") is not None:
                return moved
            return self.subject(up)
        if rel in ("advcl", "ccomp") and self.lemma(up) in _CHARGED and self.marks(i) & {"of", "for", "from", "over"}:
            return self.dep(up, "obj") if not self.passive(up) else self.dep(up, "nsubj:pass")
        if rel == "advcl" and not self.deps(i, "nsubj", "nsubj:pass"):
            return self.subject(up) if self.verbal(up) else None
        if rel == "acl":
            return self._of_noun(i, up)
        if rel in ("acl:relcl", "advcl:relcl") and self.dep(i, "obj") is not None:
            return up
        return None

    def _of_noun(self, i: int, noun: int) -> int | None:
        """The subject of a participle or infinitive that hangs on a noun."""
        if "to" in self.marks(i):
            owner = self.dep(noun, "nmod:poss")
            if owner is not None:
                return owner
            up = self.head(noun)
            return self.subject(up) if up >= 0 and self.verbal(up) else None
        return None if self.has(i, "Voice=Pass") and not self.has(i, "Tense=Pres") else noun

    def _bare_relative(self, i: int) -> bool:
        """Whether a relative clause has a subject of its own and no relative word: "the town the army shelled"."""
        who = self.dep(i, "nsubj")
        led = any(self.lemma(k) in ("where", "when", "why", "how", "that", "which", "whom") for k in self.kids[i])
        stranded = any(self.rel(k) in ("obl", "xcomp", "ccomp") and k < i for k in self.kids[i])
        return who is not None and who < i and not led and not stranded and not self._relative(who)

    def _relative(self, i: int) -> bool:
        return self.has(i, "PronType=Rel") or self.lemma(i) in ("which", "who", "that", "whom")

    def object(self, i: int) -> int | None:
        """What a verb is done to: object, subject of the passive, noun of a participle, shared object."""
        if i not in self._objects:
            self._objects[i] = self._object(i)
        return self._objects[i]

    def _object(self, i: int) -> int | None:
        own = self.dep(i, "obj")
        rel, up = self.rel(i), self.head(i)
        if own is not None and not self.passive(i):
            return up if self._relative(own) and rel == "acl:relcl" else own
        if self.passive(i):
            done_to = self.dep(i, "nsubj:pass", "nsubj")
            if done_to is not None:
                return up if self._relative(done_to) and up >= 0 else done_to
            if rel in ("acl", "acl:relcl", "amod") and up >= 0:
                return up
            if rel in ("conj", "xcomp") and up >= 0:
                return self.object(up) if self.passive(up) and rel == "conj" else self.subject(i)
            return self.subject(i)
        if own is not None:
            return own
        if up >= 0 and self._of_its_head(i, rel, up):
            return up
        return self._shared_object(i, rel, up)

    def _of_its_head(self, i: int, rel: str, up: int) -> bool:
        """ "A charge Yerevan denied", "the statement that the two sides signed", "the 18 soldiers it had held"."""
        told = rel == "acl" and self.dep(i, "nsubj") is not None and "to" not in self.marks(i)
        if self.lemma(i) in _DONE_TO and (told or rel == "acl:relcl") and not self.deps(i, "xcomp", "ccomp"):
            return True
        return rel == "acl:relcl" and up < i and self._bare_relative(i)

    def _shared_object(self, i: int, rel: str, up: int) -> int | None:
        for k in self.deps(i, "conj"):  # "targeted and killed the commander"
            if self.words[k].upos == "VERB" and self.dep(k, *SUBJECTS) is None and k - i <= 3:
                return self.dep(k, "obj")
        if rel == "conj" and i - up <= 3 and self.words[up].upos == "VERB":  # the same, hung on the first verb
            shared = self.dep(up, "obj")
            return shared if shared is not None and shared > i and not self.passive(up) else None
        return None

    def agent(self, i: int) -> int | None:
        """Who does it: the subject of the active, the "by" of the passive."""
        if i not in self._agents:
            self._agents[i] = self._agent(i)
        return self._agents[i]

    def _agent(self, i: int) -> int | None:
        if not self.passive(i):
            return self.subject(i)
        joined = [k for k in self.deps(i, "conj") if self.dep(k, *SUBJECTS) is None and k - i <= 3]
        for at in (i, *joined):  # "shot and killed by": the doer hangs on either verb
            for k in self.deps(at, "obl:agent", "obl"):
                if self.preposition(k) == "by":
                    return k
        return None

    def obliques(self, i: int) -> list[tuple[str, int]]:
        """The prepositional phrases of a verb or noun, with their prepositions."""
        below = self.deps(i, "obl", "obl:agent", "nmod", "obl:unmarked", "nmod:unmarked", "advcl")
        found = (k for k in below if k > i or self.lemma(k) not in _SUMMING)
        return [(self.preposition(k), k) for k in found if self.rel(k) != "advcl" or self.preposition(k)]

    def span(self, indices: Collection[int]) -> tuple[int, int]:
        """Offsets of the stretch from the first to the last of these words."""
        first, last = min(indices), max(indices)
        return self.words[first].start, self.words[last].end

    def ought(self, k: int) -> bool:
        """Whether a clause is in the subjunctive of demands: "(that) Ruritania withdraw", "the siege be lifted"."""
        subject = self.dep(k, "nsubj", "nsubj:pass")
        if subject is None or subject > k:
            return False
        if any(self.words[a].text.lower() in ("be", "should") for a in self.deps(k, "aux:pass", "cop", "aux")):
            return not any(self.lemma(a) in ("will", "may", "can", "would", "could") for a in self.deps(k, "aux"))
        bare = self.words[k].text.lower() == self.lemma(k) and not self.deps(k, "aux", "cop", "aux:pass")
        one = self.has(subject, "Number=Sing") or self.words[subject].upos == "PROPN"
        told = self.has(k, "Tense=Past") or self.words[subject].text.lower() in ("i", "you", "we", "they")
        return bare and one and not told

    def rel_of_name(self, offset: int) -> str:
        """The label of the word that holds this offset, "" where none does."""
        at = self.at(offset)
        return self.rel(at) if at is not None else ""

    def within(self, start: int, end: int) -> range:
        """The words that begin from the offset ``start`` on and before ``end``."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def at(self, offset: int) -> int | None:
        """The word that holds this offset."""
        k = bisect_right(self._starts, offset) - 1
        return k if k >= 0 and offset < self.words[k].end else None
