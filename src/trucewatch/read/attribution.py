"""Attribution: cues before, after and inside what is said, "according to", statements, quotations that run on."""

from __future__ import annotations

from trucewatch.read.cast import PRONOUNS, Cast
from trucewatch.read.colons import Colons
from trucewatch.read.headed import SAY_FIRST
from trucewatch.read.idioms import OPENING
from trucewatch.read.lexicons import words
from trucewatch.read.lists import Lists
from trucewatch.read.naming import Entity
from trucewatch.read.page import Page, Quoted
from trucewatch.read.quotations import Quotations
from trucewatch.read.things import of_nobody
from trucewatch.read.tree import Tree
from trucewatch.read.turns import Turns
from trucewatch.read.voices import Voices

_HOLDING = frozenset({"have", "put"})  # "has it that", "put it to them that"
_CUED = words("cues", "say", "nouns", "accounts", "listing", "telling_of", "avowing", "put", "judging")
_CUED |= SAY_FIRST | OPENING | _HOLDING
_LATE = words("reading", "attribution_late")
_GOING_ON = frozenset({"appear", "continue", "go on", "set", "hold", "order", "count"})
_PHRASE = frozenset({"ADJ", "ADP", "CCONJ", "DET", "NOUN", "NUM", "PART", "PROPN"})


def attribute(page: Page, cast: Cast) -> Voices:
    """The voices of a report, in the order of its text."""
    voices = Voices()
    reader = _Attributor(page, cast, voices)
    for tree in page.trees:
        reader.sentence(tree)
    quotations = Quotations(page, voices)
    quotations.run_on()
    quotations.single_authority()
    quotations.carried_on(cast)
    return voices


class _Attributor(Colons):
    """Goes through a report once; the cast learns who spoke as it goes."""

    def __init__(self, page: Page, cast: Cast, voices: Voices) -> None:
        super().__init__(page, cast, voices)
        self._lists, self._turns = Lists(page, cast, voices), Turns(page, cast, voices)

    def sentence(self, tree: Tree) -> None:
        """The voices that one sentence's own cues give."""
        self._turns.at(tree)
        self._lists.item(tree)
        say, nouns, accounts, listing = (words("cues", key) for key in ("say", "nouns", "accounts", "listing"))
        for t in map(tree.words.__getitem__, tree.written(_CUED)):
            lemma = tree.lemma(t.i)
            verb, noun = t.upos == "VERB", t.upos == "NOUN"
            if verb and (lemma in say or (lemma in SAY_FIRST and self._with_its_word(tree, t.i))):
                self._verb(tree, t.i, lemma)
            elif (noun or verb) and lemma in nouns:
                self._noun(tree, t.i, lemma)
            if verb:
                self._deed(tree, t.i, lemma)
            if tree.low(t.i) in words("cues", "avowing"):
                self._avowed(tree, t.i)
            if lemma == "accord" or tree.low(t.i) in ("according", "per"):
                self._according(tree, t.i)
            elif noun and lemma in accounts:
                self._account(tree, t.i)
            if lemma in OPENING:
                self._idiom(tree, t.i, lemma)
            if verb and lemma in listing:
                self._lists.opened_by(tree, t.i, self._speaker)
        self._aired(tree)
        self._colon(tree)
        self._added(tree)
        self._dash(tree)
        self._before_it(tree)
        self._witnesses(tree)
        self._aired_by_colon(tree)

    def _deed(self, tree: Tree, i: int, lemma: str) -> None:
        """ "Put the toll at 11", "has it that", "spoke of", "called it": verbs that tell of more than their clause."""
        if lemma == "put":
            self._put_at(tree, i)
        if lemma in _HOLDING:
            self._has_it(tree, i, lemma)
        if lemma in words("cues", "telling_of"):
            self._told_of_it(tree, i, lemma)
        if lemma in words("cues", "judging"):
            self._judged(tree, i, lemma)

    def _verb(self, tree: Tree, i: int, lemma: str) -> None:
        if tree.passive(i) and tree.agent(i) is None and lemma in words("cues", "impersonal"):
            return
        subject = tree.dep(i, "nsubj")
        if subject is not None and (tree.lemma(subject) in words("cues", "findings") or of_nobody(tree, subject)):
            return  # "the first probe suggests": a finding vouches for nothing, whoever tells of it does
        if self._told_of(tree, i, lemma) or (subject is not None and self._own_word(tree, subject, lemma)):
            return
        aside = self._aside(tree, i, lemma)
        found = ((tree.start, tree.end), "aside") if aside is not None else self._inserted(tree, i, lemma)
        found = found or self._content(tree, i, lemma)
        if found is None:
            return
        stretch, by = found
        if by not in ("parenthesis", "aside"):
            stretch = self._around(tree, i, self._apart(tree, i, stretch))
        speaker = self._speaker(tree, i) if aside is None else self._as_source(tree, aside)
        if speaker is None or stretch[1] - stretch[0] < 3:
            return
        cue = self._cue(tree, i)
        cited = self._cited(tree, i)
        if cited:
            speaker, cue = cited
        denies = lemma in words("cues", "denying") or self._as_false(tree, i)
        self._add(tree, i, stretch, speaker, cue, lemma, by, denies)
        self._past_colon(tree, i, stretch, speaker, cue, lemma)
        if by == "verb":
            self._backshifted(tree, i, speaker, cue, lemma)

    def _aside(self, tree: Tree, i: int, lemma: str) -> int | None:
        """The speaker of ", residents told the agency," set between commas, by its words alone: the parser often hangs
        such an aside on the subject before it. None where the tree has the cue's own subject, or it is no aside."""
        if lemma not in words("cues", "plain") or tree.low(i).endswith("ing"):
            return None
        comma = next((k for k in range(i - 1, max(0, i - 12), -1) if tree.words[k].text == ","), None)
        if comma is None or comma < 2 or comma + 1 >= i:
            return None
        end = next((k + 1 for k in range(i - 1, comma, -1) if tree.words[k].upos != "AUX"), i)  # "has said"
        phrase = range(comma + 1, end)
        own = [k for k in phrase if tree.rel(k) != "amod" and tree.words[k].text not in ("-", "–")]  # "Moscow-backed"
        if any(tree.words[k].upos not in _PHRASE for k in own):
            return None
        if tree.words[phrase[-1]].upos not in ("NOUN", "PROPN"):
            return None
        if self.page.quote_at(tree.words[i].start) is not None:
            return None
        subject = tree.dep(i, "nsubj")
        if (subject is not None and subject in phrase) or self._clause_after(tree, i):
            return None
        tops = [k for k in phrase if tree.head(k) not in phrase and tree.words[k].upos in ("NOUN", "PROPN")]
        return tops[0] if len(tops) == 1 else None

    def _clause_after(self, tree: Tree, i: int) -> bool:
        """Whether more than the one told follows the cue before the next comma or the end."""
        stop = next((k for k in range(i + 1, len(tree)) if tree.words[k].text in (",", ".", ";")), len(tree))
        return stop - i > 6 or any(tree.verbal(k) or tree.lemma(k) == "that" for k in range(i + 1, stop))

    def _backshifted(self, tree: Tree, i: int, speaker: Entity, cue: str, lemma: str) -> None:
        """ "He said A but it had B": a coordinated clause with a pronoun for subject is still what he said."""
        for k in tree.deps(i, "conj"):
            if tree.lemma(k) in words("cues", "say") and tree.dep(k, "ccomp") is not None:
                continue
            subject = tree.dep(k, "nsubj", "nsubj:pass")
            shifted = {tree.lemma(a) for a in tree.deps(k, "aux")} & {"would", "will", "could"}
            voiced = (tree.low(subject) in PRONOUNS | {"nobody", "none"}) if subject is not None else shifted
            if voiced or self._past_of_a_past(tree, i, k) or self._joined_behind(tree, i, k):
                self._add(tree, i, tree.span(tree.under(k)), speaker, cue, lemma, "coordinated", False)

    def _content(self, tree: Tree, i: int, lemma: str) -> tuple[tuple[int, int], str] | None:
        """What a verb of saying governs, and how it was found."""
        clauses = tree.deps(i, "ccomp")
        clause = next((k for k in clauses if tree.verbal(k)), next(iter(clauses), None))
        if clause is not None and tree.dep(i, "obj") is not None and lemma not in words("cues", "told") and clause < i:
            clause = None if tree.dep(clause, "mark") is not None else clause
        if clause is None:
            clause = self._in_statement(tree, i) or self._past_citation(tree, i)
        if clause is None and lemma in ("quote", "cite", "report") and self._quoted_as_saying(tree, i) is not None:
            return self._before_quoted(tree, i)
        if clause is not None and "whether" in tree.marks(clause):
            return None  # "the reply would show whether they want peace": asked, and said by nobody
        if clause is not None:
            past = self._past_the_cue(tree, i) if clause < i else None
            return (self._from_cue(tree, i, clause), "verb") if past is None else (past, "parenthesis")
        if self._parenthetical(tree, i):
            own = set(tree.under(i))
            top = next((k for k in tree.above(i) if tree.verbal(k)), tree.head(i))
            other = [k for k in tree.deps(top, "conj") if k > i and tree.deps(k, "nsubj", "nsubj:pass")]
            other = [k for k in other if not self._joined(tree, k)]  # "..., he said, and Y" is said too
            own |= {w for k in other for w in tree.under(k)}
            rest = [k for k in tree.under(top) if k not in own and tree.words[k].upos != "PUNCT"]
            if not rest or (lemma in _GOING_ON and self._quoted_by(tree, i) is None):
                return None  # "live briefing: the assault continues" says nothing
            return tree.span(rest), "parenthesis"
        if (to_be := self._to_be_so(tree, i, lemma)) is not None:
            return to_be, "infinitive"
        further = tree.dep(i, "parataxis")
        quoted = self._quoted_by(tree, i)
        beside = further is None or tree.deps(i, "obj") or self._part_of_its_own(tree, further)
        if further is not None and not beside and tree.subject(i) is not None and (quoted or further < i):
            return tree.span(tree.under(further)), "verb"
        if quoted and (whole := self._with_quoted(tree, i, lemma, quoted)) is not None:
            return whole, "object"
        if quoted and lemma not in words("cues", "only_clause"):
            return (quoted.start, quoted.end), "quotation"
        return self._object(tree, i, lemma) or self._before_comma(tree, i, lemma) or self._before_inverted(tree, i)

    def _in_statement(self, tree: Tree, i: int) -> int | None:
        """ "said in a statement that ...": the clause that hangs on the statement."""
        for k in tree.deps(i, "obl"):
            if tree.lemma(k) in words("cues", "media_nouns"):
                return tree.dep(k, "acl", "ccomp")
        return None

    def _past_citation(self, tree: Tree, i: int) -> int | None:
        """ "Reported, quoting two officials, that ...": the clause, hung on the citation."""
        citing = self._citing(tree, i)
        if citing is None or citing < i:
            return None
        below = [k for k in tree.under(citing) if tree.rel(k) in ("ccomp", "acl", "acl:relcl")]
        told = (k for k in below if "that" in tree.marks(k) or self._that(tree, citing, k))
        return next((k for k in told if tree.verbal(k)), None)

    def _from_cue(self, tree: Tree, i: int, clause: int) -> tuple[int, int]:
        """The clause, with what the parser may have hung on the cue between the two as its object."""
        start, end = tree.span(tree.under(clause))
        thing = tree.dep(i, "obj")
        told = tree.lemma(i) in words("cues", "told")
        if (
            thing is not None
            and i < thing < clause
            and not told
            and tree.dep(clause, "nsubj", "nsubj:pass", "mark") is None
        ):
            start = min(start, tree.span(tree.under(thing))[0])
        that = tree.dep(clause, "mark")
        page = (
            that is not None
            and i + 1 < that
            and tree.words[i + 1].text in ("on", "via")
            and not self._when(tree, i + 2)
        )
        if that is not None and page and i + 2 < that < clause and tree.words[that].text == "that":
            start = tree.words[that].start  # "said on X that ...": where it was said is not what was said
        if that is not None and clause > i and (led := self._led_by_place(tree, i, that, start)) is not None:
            start = led
        if clause < i:  # "The probe suggests it was a bomb," she said: two clauses before the cue are both said
            own = [tree.span(tree.under(k)) for k in tree.deps(i, "ccomp") if k < i]
            start, end = min((start, *(a for a, _ in own))), max((end, *(b for _, b in own)))
            who = tree.dep(i, "nsubj")
            if who is not None and clause < who < i:  # a comma behind the speaker, hung on what is said
                end = min(end, tree.span(tree.under(who))[0])
        else:  # "stated that A after B": B is said too, wherever it was hung
            late = [k for k in tree.deps(i, "advcl") if k > clause and tree.marks(k) & _LATE]
            late += [k for k in tree.deps(i, "ccomp") if clause < k <= clause + 2 and _linking(tree, clause)]
            end = max([end, *(tree.span(tree.under(k))[1] for k in late)])
            if tree.words[i].text == "says" and tree.words[-1].text not in ".!?":  # "says A, B 'destroyed'"
                further = [
                    k for k in tree.deps(i, "parataxis") if k > clause and tree.lemma(k) not in words("cues", "say")
                ]
                end = max([end, *(tree.span(tree.under(k))[1] for k in further)])
            if not tree.verbal(clause) and tree.words[-1].upos != "PUNCT":
                end = tree.end  # a headline's "Governor says nine dead in raid on port"
        return start, end

    def _before_comma(self, tree: Tree, i: int, lemma: str) -> tuple[tuple[int, int], str] | None:
        """ "..., the medics told the agency." read as anything else: what stands before the comma was said."""
        subject = tree.dep(i, "nsubj")
        if (
            subject is None
            or lemma not in words("cues", "plain", "ending")
            or subject > i
            or tree.rel(i) == "acl:relcl"
        ):
            return None
        first = min(tree.under(subject))
        if first < 4 or tree.words[first - 1].text not in (",", "”", '"', "-", "–") or len(tree) - i > 14:
            return None
        return (tree.start, tree.words[first - 1].start), "comma"

    def _parenthetical(self, tree: Tree, i: int) -> bool:
        """ "..., the ministry said": a cue with a subject and no object that hangs on what it reports."""
        aside = ("parataxis", "advcl", "discourse", "acl:relcl")
        if tree.head(i) < 0 or (tree.rel(i) not in aside and not self._unjoined(tree, i)):
            return False
        if tree.rel(i) == "acl:relcl" and tree.lemma(tree.head(i)) in words("scope", "told"):
            return False  # "a claim that Yerevan denied": the claim is denied, not what it hangs on
        if tree.rel(i) == "acl:relcl" and tree.lemma(tree.head(i)) == "something":
            return False  # "accused it of shelling, something it has denied"
        if tree.rel(i) == "acl:relcl" and tree.lemma(i) in words("cues", "only_clause"):
            return False  # "the soldiers it had held"
        if tree.rel(i) == "acl:relcl" and (tree.lemma(i) == "describe" or self._of_the_noun(tree, i)):
            return False  # "a toll that the agency described as high"; "rang the premier, who told him of the raid"
        if tree.rel(i) == "acl:relcl" and tree.lemma(tree.head(i)) == "what":
            return False  # "nine died, in what the mayor called an outrage": who died is not his word
        marks = tree.marks(i)
        if marks and (marks != {"as"} or tree.lemma(i) not in words("cues", "plain", "ending") - {"go"}):
            return False  # "as reported by the ministry" is one, "as leaders call for peace" is not
        told = tree.dep(i, "nsubj") if not tree.passive(i) else tree.agent(i) if marks else None
        return not tree.deps(i, "obj", "xcomp") and told is not None

    def _quoted_by(self, tree: Tree, i: int) -> Quoted | None:
        """A quotation below the verb, or beside it under the same head."""
        own = [k for k in tree.deps(i, "conj") if tree.lemma(k) in words("cues", "say")]  # "and said he was “at peace”"
        own += [k for k in tree.deps(i, "conj", "parataxis") if self._part_of_its_own(tree, k)]
        below = tree.under(i, own)
        for k in below:
            found = self.page.quote_at(tree.words[k].start)
            if found and found.end - found.start > 12 and not found.start <= tree.words[i].start < found.end:
                return found
        return None

    def _noun(self, tree: Tree, i: int, lemma: str) -> None:
        """ "its warning that ...": a noun with a clause of its own and an owner."""
        clause = next((k for k in tree.deps(i, "acl", "acl:relcl", "ccomp") if self._that(tree, i, k)), None)
        if clause is None:
            self._stated(tree, i)
            return
        denied = tree.rel(i) == "obj" and tree.lemma(tree.head(i)) in words("cues", "denying")
        denied = denied and not self._left_open(tree, tree.head(i))
        owner = None if denied else tree.dep(i, "nmod:poss")  # "rejected X's claim that": said by who rejects it
        if owner is None and not denied:
            owner = next((k for k in tree.deps(i, "nmod") if tree.preposition(k) in ("by", "from")), None)
        if owner is None and (tree.rel(i) == "obj" or lemma == "notice"):  # "put them on notice that"
            owner = self._voicer(tree, i, lemma)
        speaker = self._as_source(tree, owner) if owner is not None else None
        if speaker:
            self._add(
                tree, i, tree.span(tree.under(clause)), speaker, tree.words[i].text, lemma, "noun", lemma == "denial"
            )

    def _that(self, tree: Tree, i: int, clause: int) -> bool:
        """Whether "that" opens the clause of a noun, wherever the parser hung the word."""
        if any(tree.words[k].upos == "VERB" and tree.head(k) != clause for k in range(i + 1, min(tree.under(clause)))):
            return False  # "a promise made in the text that both signed"
        if "that" in tree.marks(clause):
            told = tree.lemma(i) in words("scope", "told") | words("cues", "citing")
            return tree.rel(clause) != "acl:relcl" or told
        first = min((k for k in tree.under(clause) if k > i), default=clause)
        return any(tree.low(k) == "that" and tree.words[k].upos == "SCONJ" for k in (first - 1, first) if k > i)

    def _according(self, tree: Tree, i: int) -> None:
        if tree.rel(i) in ("case", "mark", "advmod", "fixed"):
            who = tree.head(i)
            cue_end = next((k for k in tree.deps(i, "fixed")), i)
        else:  # parsed as a participle: "according" with an oblique
            found = tree.dep(i, "obl", "obj")
            if found is None:
                return
            who, cue_end = found, i + 1
        if (
            who < 0
            or cue_end >= len(tree)
            or (tree.lemma(i) in ("accord", "according") and tree.words[min(i + 1, len(tree) - 1)].text != "to")
        ):
            return
        speaker = self._vouched_by(tree, who)
        if speaker is None:
            return
        own = set(tree.under(who)) | {i}
        top = self._scope(tree, i if tree.rel(i) not in ("case", "mark", "fixed") else who)
        rest = [k for k in tree.under(top) if k not in own and tree.words[k].upos != "PUNCT"]
        if tree.words[-1].text == ":" and not any(tree.verbal(k) for k in rest):
            self._lists.open(
                speaker, self.page.text[tree.words[i].start : tree.words[cue_end].end], tree.words[i].start
            )
        elif rest:
            start, end = tree.span([i, cue_end])
            cue, behind = self.page.text[start:end], self._told_behind(tree, who)
            speaker, cue = self._cited(tree, i) or (speaker, cue)  # "according to TASS, citing the ministry"
            for stretch in (tree.span(rest), *(tree.span(tree.under(k)) for k in behind)):
                self._add(tree, i, stretch, speaker, cue, "according", "according", False)

    def _told_behind(self, tree: Tree, who: int) -> list[int]:
        """ "According to the army, of which nine were shot down": what stands behind a name and is of what is told."""
        clauses = [(k, min(tree.under(k))) for k in tree.deps(who, "acl:relcl") if k > who]
        return [k for k, a in clauses if tree.words[a].upos == "ADP" or tree.words[a + 1].upos == "ADP"]


def _linking(tree: Tree, i: int) -> bool:
    """ "Remained committed", "had become clear": a verb that says nothing without the word after it."""
    return tree.lemma(i) in ("become", "remain", "stay", "seem", "appear")
