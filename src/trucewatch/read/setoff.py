"""What is told with its teller set off by commas: by somebody's account, with a cue in the middle of what is said."""

from __future__ import annotations

from trucewatch.read.lexicons import verb_frames, words
from trucewatch.read.naming import Entity
from trucewatch.read.tree import Tree
from trucewatch.read.worded import Worded

_INFINITIVE = words("reading", "attribution_infinitive")
_KEEPING = frozenset({"stand", "abide", "stick", "keep"})  # "stand by its word"
_FRONT = frozenset({"obl", "obl:unmarked", "advmod", "advcl", "mark", "cc", "punct", "discourse", "case"})
_BEHIND = ("ccomp", "parataxis", "conj")
_OF_THE_CUE = frozenset({"nsubj", "iobj", "compound:prt", "advmod", "aux", "punct"})


class SetOff(Worded):
    """Finds the voices of "by his reckoning, …" and "In all, the mission says, seven …"."""

    def _account(self, tree: Tree, i: int) -> None:
        """ "In the words of the minister", "by the army's count", "on his figures": what it opens is told by its
        owner."""
        if tree.rel(i) not in ("obl", "nmod"):
            if tree.lemma(i) not in words("cues", "nouns"):
                self._stated(tree, i)
            return
        apart = self._stands_apart(tree, i)
        led = ("in", "by", "on") if apart else ("in", "by")
        if tree.preposition(i) not in led:
            return
        owner = self._teller_of(tree, i)
        up = tree.head(i)
        if owner is None or up < 0 or tree.lemma(up) in _KEEPING or not (apart or tree.verbal(up)):
            return
        speaker, own = self._as_source(tree, owner), set(tree.under(i))
        nameless = speaker is not None and speaker.party is None and speaker.role is None and not speaker.person
        if speaker is None or (nameless and not self._may_speak(tree, owner)):
            return
        top = self._behind_colon(tree, i) if apart else None
        rest = [k for k in tree.under(self._scope(tree, i) if top is None else top) if k not in own]
        rest = [k for k in rest if tree.words[k].upos != "PUNCT"]
        start, end = tree.span([*tree.deps(i, "case"), i])
        cue = self.page.text[start:end].split(",")[0]
        if rest:
            self._add(tree, i, tree.span(rest), speaker, cue, "according", "according", False)

    def _teller_of(self, tree: Tree, i: int) -> int | None:
        """Whose account it is: its owner, "of" whom it is, the name before it ("by STC reckoning")."""
        owner = tree.dep(i, "nmod:poss")
        if owner is None:
            owner = next((k for k in tree.deps(i, "nmod") if tree.preposition(k) in ("of", "by", "from")), None)
        if owner is None:
            owner = next((k for k in tree.deps(i, "compound") if tree.words[k].upos == "PROPN"), None)
        return owner

    def _vouched_by(self, tree: Tree, who: int) -> Entity | None:
        """Whoever something is according to: also behind "estimates by", "figures from"."""
        speaker = self._as_source(tree, who)
        if speaker is not None and not (speaker.party is None and speaker.role is None):
            return speaker
        inner = self._teller_of(tree, who) if tree.lemma(who) in words("cues", "accounts") else None
        if inner is not None:
            return self._vouched_by(tree, inner)
        return speaker if tree.words[who].upos != "NOUN" or self._may_speak(tree, who) else None

    def _stands_apart(self, tree: Tree, i: int) -> bool:
        """Whether a phrase opens its sentence or stands between a comma and a comma, a colon or the end."""
        phrase = tree.under(i)
        first = next((k for k in phrase if tree.words[k].upos != "PUNCT"), i)
        last = next((k for k in reversed(phrase) if tree.words[k].upos != "PUNCT"), i)
        opens = first == 0 or tree.words[first - 1].text in (",", "(")
        return opens and (first == 0 or last + 1 >= len(tree) or tree.words[last + 1].text in (",", ":", ".", ")", ";"))

    def _behind_colon(self, tree: Tree, i: int) -> int | None:
        """ "Moscow has answered: it would be, in X's phrase, a target": X's is what stands behind the colon."""
        for k in (tree.head(i), *tree.above(tree.head(i))):
            first = min(tree.under(k))
            if tree.rel(k) == "parataxis" and first > 0 and tree.words[first - 1].text == ":":
                return k if first <= min(tree.under(i)) else None
        return None

    def _may_speak(self, tree: Tree, who: int) -> bool:
        """ "According to the Emergency Lawyers group", "to two people briefed on it", not "according to the plan"."""
        ours = any(tree.lemma(k) == "this" for k in tree.deps(who, "det"))  # "by this paper's tally"
        rate = any(tree.low(k) == "per" for k in tree.deps(who, "case"))  # "five litres per person"
        if tree.lemma(who) in words("cues", "roles", "private", "unnamed"):
            return not (ours or rate)
        named = any(tree.words[k].upos == "PROPN" for k in tree.deps(who, "compound", "nmod:desc", "amod", "flat"))
        return named and tree.lemma(who) in words("cues", "roles")

    def _scope(self, tree: Tree, i: int) -> int:
        """The clause that "according to" covers: up to a coordinated clause of its own, or the whole sentence."""
        at = i
        while tree.head(at) >= 0:
            rel = tree.rel(at)
            if rel == "conj" and tree.verbal(at) and tree.dep(at, "nsubj", "nsubj:pass") is not None:
                return at
            if rel == "ccomp" and tree.lemma(tree.head(at)) in words("cues", "say"):
                return at
            if rel == "acl:relcl" and tree.verbal(at) and tree.words[min(tree.under(at)) + 1].text == ",":
                return at  # "at the depot, where, according to the army, four tanks are gone"
            at = tree.head(at)
        return at

    def _inserted(self, tree: Tree, i: int, lemma: str) -> tuple[tuple[int, int], str] | None:
        """ "Since Monday, the mayor adds, drones have hit two shops": a cue behind what only opens the sentence, with
        the clause itself behind it. All of the sentence is said."""
        subject = tree.dep(i, "nsubj")
        beside = tree.rel(i) == "acl:relcl" and lemma in words("cues", "only_clause")  # hung on the subject before it
        if subject is None or not (i == tree.root or beside) or lemma not in words("cues", "plain", "ending"):
            return None
        own = [i, *(w for k in tree.kids[i] if tree.rel(k) in _OF_THE_CUE for w in tree.under(k))]
        first = min(i, min(tree.under(subject)))
        after = next((k for k in range(max(i, subject) + 1, len(tree)) if tree.words[k].text == ","), len(tree))
        if first < 2 or tree.words[first - 1].text != "," or after + 2 >= len(tree):
            return None
        if any(k not in own for k in range(first, after)):
            return None
        if beside:
            told = tree.head(i)
            whole = tree.rel(told).startswith("nsubj") and tree.head(told) == tree.root and tree.root > after
            return ((tree.start, tree.end), "parenthesis") if whole and tree.words[subject].upos != "PRON" else None
        front = range(first - 1)
        if any(tree.head(k) not in front and tree.rel(k) not in _FRONT for k in front):
            return None
        said = any(k > after and (tree.verbal(k) or tree.dep(k, "cop") is not None) for k in tree.deps(i, *_BEHIND))
        return ((tree.start, tree.end), "parenthesis") if said else None

    def _has_it(self, tree: Tree, i: int, lemma: str) -> None:
        """ "The ministry has it that", "the envoy put it to them that", "as one diplomat has it": who holds so, says
        so."""
        it = tree.dep(i, "obj", "expl")
        who = tree.dep(i, "nsubj")
        if it is None or tree.low(it) != "it" or who is None or tree.words[who].upos in ("DET", "NUM"):
            return
        clause = next((k for k in tree.deps(i, "ccomp") if k > i and "that" in tree.marks(k)), None)
        if clause is not None:
            stretch = tree.span(tree.under(clause))
        elif (
            lemma == "have" and tree.rel(i) == "advcl" and tree.marks(i) == {"as"}
        ):  # how it was put is told of a phrase
            stretch = tree.span(tree.under(tree.head(i)))
        else:
            return
        speaker = self._speaker(tree, i)
        named = tree.words[who].upos != "NOUN"
        if speaker is not None and (named or speaker.role is not None or self._may_speak(tree, who)):
            self._add(tree, i, stretch, speaker, self._cue(tree, i), lemma, "verb", False)

    def _avowed(self, tree: Tree, i: int) -> None:
        """Cues without a word of saying: "is confident that", "made it clear that", "let it be known that", "pointed to
        the fact that"."""
        low, verb = tree.low(i), i
        made = low in words("cues", "making_known")
        if made or low == "fact":
            verb = tree.head(i)
            wanted = words("cues", "drawing") if low == "fact" else words("cues", "making")
            if verb < 0 or tree.lemma(verb) not in wanted:
                return
        who = tree.dep(verb, "nsubj", "nsubj:pass")
        clause = tree.dep(i, "ccomp", "acl") or tree.dep(verb, "ccomp")
        if who is None or any(tree.lemma(k) in ("not", "no") for k in tree.deps(verb, "advmod")):
            return
        first = min(tree.under(who))
        if clause is not None and clause > i and tree.verbal(clause) and "that" in tree.marks(clause):
            stretch = tree.span(tree.under(clause))
        elif first > 1 and tree.words[first - 1].text == "," and (aside := self._made_known(tree, i, first)):
            stretch = aside
        else:
            return
        pronoun = tree.words[who].upos == "PRON"
        speaker = (self._speaks_on(tree, tree.low(who)) if pronoun else None) or self._as_source(tree, who)
        if speaker is not None:
            self._add(tree, i, stretch, speaker, tree.words[i].text, "say", "verb", False)

    def _made_known(self, tree: Tree, i: int, first: int) -> tuple[int, int] | None:
        """ "..., the mayor is sure.", "It will, he let it be known, agree", "..., Petz made known on Monday.": all that
        such an aside stands in or behind."""
        if tree.low(i) in ("clear", "fact") or (first < 4 and i + 1 >= len(tree)):
            return None
        if i + 2 < len(tree) and tree.words[i + 1].text == "," and tree.low(i) in words("cues", "making_known"):
            return tree.start, tree.end
        last = next((t.i for t in tree.words[i + 1 :] if tree.verbal(t.i) or t.text in (",", ";", ":")), len(tree))
        ends = len(tree) - i <= 2 or (tree.low(i) in words("cues", "making_known") and last == len(tree))
        return (tree.start, tree.words[first - 1].start) if ends and first > 3 else None

    def _to_be_so(self, tree: Tree, i: int, lemma: str) -> tuple[int, int] | None:
        """ "Claims to have taken the town"; "considers nine people to have died", "expects a text to be signed"."""
        deed = tree.dep(i, "xcomp")
        if deed is None:
            return None
        if lemma in _INFINITIVE:
            return tree.span(tree.under(deed))
        thing = tree.dep(i, "obj") if lemma in words("cues", "holding_true") else None
        if thing is None or not i < thing < deed or "to" not in tree.marks(deed):
            return None
        return tree.words[min(tree.under(thing))].start, tree.span(tree.under(deed))[1]

    def _added(self, tree: Tree) -> None:
        """ "He told them the day had been good: both sides had agreed", "begged them to go: bombs fell on the town",
        "took another view: it must be closed": whoever the sentence before the colon tells says what is behind it."""
        root = tree.root
        at = next((t.i for t in tree.words[root + 1 :] if t.text == ":"), None)
        if at is None or at + 3 >= len(tree) or self.voices.over(tree.number, tree.words[at + 1].start):
            return
        top = next((k for k in tree.deps(root, "parataxis", "conj", "ccomp") if k > at), None)
        if top is None or not self._told_whole(tree, top) or not self._leads_on(tree, root, at, top):
            return
        speaker = self._speaker(tree, root)
        if speaker is None or not (speaker.party or speaker.role or speaker.person):
            return
        cue = self._cue(tree, root)
        self._add(
            tree, root, (tree.words[at + 1].start, tree.end), speaker, cue, tree.lemma(root), "coordinated", False
        )

    def _told_whole(self, tree: Tree, top: int) -> bool:
        """Whether a clause of its own, with nobody else who speaks in it, stands behind the colon."""
        who = tree.dep(top, "nsubj", "nsubj:pass")
        if who is None or self.page.quote_at(tree.words[top].start) is not None:
            return False
        lemma = tree.lemma(top)
        acts = any(lemma in f.extra.get("act_if", ()) or "act" in f.flags for f in verb_frames().get(lemma, ()))
        return tree.words[who].upos == "PRON" or not (acts or lemma in words("cues", "plain", "ending"))

    def _leads_on(self, tree: Tree, root: int, at: int, top: int) -> bool:
        """Whether a verb tells what somebody said, or that he has something to tell."""
        lemma, thing = tree.lemma(root), tree.dep(root, "obj")
        if tree.passive(root) or tree.dep(root, "nsubj") is None:
            return False
        if lemma in words("cues", "adding"):
            return True
        if lemma in ("take", "give", "have", "offer", "hold") and thing is not None:
            return thing < at and tree.lemma(thing) in words("cues", "told_after")
        start = tree.words[root].start
        heard = {v.by for v in self.voices.in_sentence(tree.number) if v.cue_start == start}
        told = tree.has(top, "Tense=Past") and not tree.deps(top, "aux", "aux:pass", "cop")
        return bool(heard) and not (heard == {"judged"} and told)  # "called it a gesture: they released him in May"

    def _stated(self, tree: Tree, i: int) -> None:
        """ "The army's version is that nine were killed": what somebody's statement is."""
        up = tree.head(i)
        if up < i or tree.rel(i) not in ("nsubj:outer", "nsubj") or "that" not in tree.marks(up):
            return
        that = next(k for k in tree.deps(up, "mark") if tree.low(k) == "that")
        if that < i or tree.dep(up, "cop") is None:
            return
        owner = self._teller_of(tree, i)
        speaker = self._as_source(tree, owner) if owner is not None else None
        if speaker is not None and (speaker.party or speaker.role or speaker.person):
            end = tree.span(tree.under(up))[1]
            self._add(tree, i, (tree.words[that + 1].start, end), speaker, tree.words[i].text, "say", "verb", False)
