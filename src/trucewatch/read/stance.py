"""What is left of a speaker's words where no frame applies: demands, promises, charges, judgements."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from trucewatch.read.judging import DOING, SILENT, Judging, would_be_seen_as
from trucewatch.read.lexicons import Frame, words
from trucewatch.read.proposition import Proposition
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice
from trucewatch.values.vocabularies import Role

_PLAINLY = frozenset({"clear", "apparent", "evident", "obvious", "plain", "true", "false", "untrue"})
_THEN = frozenset({"after", "as", "before", "when", "while", "unless", "until"})
_NEED = frozenset({"need", "require", "have"})
_READY = words("reading", "stance_ready")
_KINDS = ("demand", "commitment", "proposal", "accusation", "assessment", "threat", "aid")
_FRAMES = {k: Frame(f"stance.{k}", k) for k in _KINDS}
_PUBLIC = frozenset(Role) - SILENT - {Role.REPORT}  # who may take a stand for no party


class Stance(Judging):
    """Judges the content of a voice that no frame took."""

    def of(self, tree: Tree, voice: Voice, taken: Collection[int]) -> Iterator[Proposition]:
        """The propositions of the clauses that a voice says, each where no word in ``taken`` carries it already."""
        if voice.by == "noun":
            yield from self._of_noun(tree, voice, taken)
            return
        tops = self._tops(tree, voice)
        one, told = None, None  # a clause whose stance takes in those of its kind that share its subject
        for top in tops:
            if self._carried(tree, top, [k for k in tops if k != top], taken):
                continue
            kind = self._kind(tree, top, voice, tops)
            if one is not None and tree.dep(top, "nsubj", "nsubj:pass", "expl") is None and kind == told:
                continue
            body = not voice.speaker.person and voice.speaker.role not in SILENT
            if kind is not None and (_public(voice) or (body and kind in ("commitment", "threat", "accusation"))):
                one, told = top, kind
                yield self._proposition(kind, tree, top, voice)

    def _of_noun(self, tree: Tree, voice: Voice, taken: Collection[int]) -> Iterator[Proposition]:
        """ "His warning that he could walk away", "its pledge that it would leave": what is held out of one's own."""
        kind = {"warning": "threat", "threat": "threat", "promise": "commitment", "pledge": "commitment"}.get(
            voice.lemma
        )
        top = self._top(tree, voice)
        subject = tree.subject(top) if top is not None else None
        if kind is None or top is None or subject is None or not self._is_own(tree, subject, voice):
            return
        if tree.deps(top, "aux") and not set(tree.under(top)) & set(taken):
            yield self._proposition(kind, tree, top, voice)

    def _tops(self, tree: Tree, voice: Voice) -> list[int]:
        """The governing word of what is said, and those of the clauses coordinated with it; below "it is clear that"
        the clause that is clear."""
        top = self._top(tree, voice)
        if top is None:
            return []
        what = top if tree.lemma(top) in _PLAINLY else _after_linking(tree, top)
        if what is not None and tree.lemma(what) in _PLAINLY:
            clear = tree.dep(what, "ccomp", "csubj") or tree.dep(top, "ccomp", "csubj")
            top = clear if clear is not None and clear != what else top
        inside = [k for k in tree.deps(top, "conj") if voice.start <= tree.words[k].start < voice.end]
        inside += [k for k in tree.deps(top, "advcl") if "because" in tree.marks(k)]
        inside += [k for k in tree.deps(top, "parataxis") if _after_dash(tree, top, k)]
        return [top, *(k for k in inside if tree.verbal(k))]

    def _carried(self, tree: Tree, top: int, others: list[int], taken: Collection[int]) -> bool:
        """Whether a proposition stands in the clause, other than in the subject of a judgement or in passing."""
        own = set(tree.under(top, others))
        if tree.dep(top, "cop") is not None or tree.lemma(top) in words("stance", "assess_verbs"):
            subject = tree.subject(top)
            own -= set(tree.under(subject)) if subject is not None and tree.head(subject) == top else set()
            own -= {w for k in own if tree.rel(k) == "acl:relcl" and k != top for w in tree.under(k)}
        beside = (k for k in own if tree.rel(k) == "advcl" and not tree.marks(k) and k in taken)
        beside = (k for k in beside if "," in (tree.words[min(tree.under(k)) - 1].text, tree.words[k - 1].text))
        own -= {w for k in beside for w in tree.under(k)}  # "..., killing two", not "made a mistake invading"
        for k in tree.deps(top, "advcl"):  # "will be waiting for him, after the general proposed talks"
            if k > top and tree.marks(k) & _THEN:
                own -= set(tree.under(k))
        return any(k in own for k in taken)

    def _top(self, tree: Tree, voice: Voice) -> int | None:
        """The word of the content that governs the rest of it."""
        inside = [t.i for t in tree.words if voice.start <= t.start < voice.end and t.upos != "PUNCT"]
        if len(inside) < 3:
            return None
        content = set(inside)
        tops = [i for i in inside if tree.head(i) not in content]
        verbal = [i for i in tops if tree.verbal(i)]
        return (verbal or tops)[0] if verbal or tops else None

    def firm(self, tree: Tree, voice: Voice) -> Iterator[Proposition]:
        """The stances that the top words of a voice's clauses state outright, whatever stands below them."""
        if voice.by in ("noun", "object"):
            return
        for top in self._tops(tree, voice):
            kind = self._outright(tree, top, voice)
            if kind is not None and (_public(voice) or not voice.speaker.person):
                led = _after_linking(tree, top) if kind == "commitment" else None
                yield self._proposition(kind, tree, top if led is None or tree.head(led) == top else led, voice)

    def _outright(self, tree: Tree, top: int, voice: Voice) -> str | None:
        aux = {tree.lemma(k) for k in tree.deps(top, "aux")}
        subject = tree.subject(top)
        if subject is None:
            subject = self._far_subject(tree, top)
        kind: str | None = None
        if (
            aux & {"must", "should", "ought"}
            or self._has_to(tree, top, voice)
            or (tree.lemma(top) in _NEED and tree.passive(top))
        ):
            if subject is not None and tree.lemma(subject) in ("what", "who", "which", "how"):
                return None  # "what he thought should happen"
            mine = subject is not None and not tree.passive(top) and self._is_own(tree, subject, voice)
            mine = mine and not (self._addressed(tree, voice) and tree.words[subject or 0].upos == "PRON")
            kind = "assessment" if mine else "demand"  # what one must do oneself is asked of nobody
        elif tree.lemma(top) in ("possible", "impossible", "conceivable") and self._only_if(tree, top):
            kind = "demand"  # "a truce would be possible only if they are freed"
        elif (
            subject is not None
            and self._speaks_for(tree, subject, voice)
            and {tree.lemma(top), tree.low(top)} & _READY
            and (tree.deps(top, "cop", "xcomp", "aux:pass") or _after_linking(tree, top) is not None)
        ):
            kind = self._readiness(tree, top)
            led = tree.deps(top, "xcomp") if kind == "commitment" and tree.lemma(top) in ("ready", "prepared") else ()
            kind = "threat" if any(self._harms(tree, k) for k in led) else kind  # "is prepared to strike"
        elif subject is not None and self._steadfast(tree, top):
            kind = "commitment" if self._is_own(tree, subject, voice) else None  # "will not rest until"
        elif tree.lemma(top) == "see" and voice.speaker.role not in SILENT and (seen := tree.object(top)) is not None:
            kind = "assessment" if tree.lemma(seen) in words("stance", "signs") else None  # "sees no willingness"
        elif tree.lemma(top) == "time" and tree.dep(top, "cop") is not None and voice.speaker.role not in SILENT:
            to_do = [k for k in tree.deps(top, "acl", "xcomp", "advcl", "csubj", "ccomp") if "to" in tree.marks(k)]
            kind = "demand" if to_do else None  # "it is time to end the war"
        elif self._lets_us(tree, top):
            kind = "proposal" if voice.speaker.role in DOING else None  # "let us start with a truce at sea"
        elif tree.dep(top, "expl") is not None and tree.lemma(top) == "be":
            signs = {tree.lemma(k) for k in tree.deps(top, "nsubj")} - words("phrasing", "refusals")
            kind = "assessment" if signs & words("stance", "signs") and voice.speaker.role not in SILENT else None
        elif tree.lemma(top) in ("want", "aim", "seek") and voice.speaker.role in DOING and subject is not None:
            kind = "commitment" if self._is_own(tree, subject, voice) and self._goal(tree, top, False) else None
        return kind

    def _far_subject(self, tree: Tree, top: int) -> int | None:
        """The subject of what a linking verb leads to; "it was determined to", its "it" taken for nobody."""
        led = _after_linking(tree, top)
        found = tree.subject(led) if led is not None else None
        return tree.dep(top, "expl") if found is None and tree.lemma(top) in _READY else found

    def _has_to(self, tree: Tree, top: int, voice: Voice) -> bool:
        """ "Aid had to get in": not of the speaker's own side."""
        if tree.lemma(top) == "ought":
            return True
        who = tree.subject(top)
        quoted = self.roles.page.quote_at(tree.words[top].start) is not None
        if quoted and tree.has(top, "Tense=Past"):
            return False  # "they had to take him down": told, not asked for
        obliged = tree.lemma(top) == "have" and any("to" in tree.marks(k) for k in tree.deps(top, "xcomp"))
        obliged = obliged and all(tree.lemma(k) != "yet" for k in tree.deps(top, "advmod"))
        return obliged and tree.object(top) is None and who is not None and not self._is_own(tree, who, voice)

    def _lets_us(self, tree: Tree, top: int) -> bool:
        whom = tree.dep(top, "obj")
        inner = tree.deps(top, "xcomp", "ccomp")
        us = {tree.low(k) for k in (whom, *(tree.subject(j) for j in inner)) if k is not None}
        return tree.lemma(top) == "let" and bool(inner) and bool(us & {"us", "'s", "’s"})

    def _addressed(self, tree: Tree, voice: Voice) -> bool:
        """ "Told Ruritania it must": "it" is who is told."""
        cue = tree.at(voice.cue_start)
        return cue is not None and tree.lemma(cue) in words("cues", "told") and bool(tree.deps(cue, "obj", "iobj"))

    def _only_if(self, tree: Tree, top: int) -> bool:
        return any(
            (
                tree.marks(k) & {"if", "unless", "until", "once", "after", "when"}
                and any(tree.lemma(j) == "only" for j in (*tree.kids[k], k - 1))
            )
            or (any(tree.lemma(j) == "only" for j in tree.kids[top]) and tree.marks(k) & {"if"})
            for k in tree.deps(top, "advcl")
        )

    def _steadfast(self, tree: Tree, top: int) -> bool:
        """ "Will not rest until": but "will not surrender its weapons" refuses."""
        if tree.lemma(top) not in words("stance", "steadfast") or tree.dep(top, "obj") is not None:
            return False
        denied = any(tree.lemma(k) in ("not", "never") for k in tree.deps(top, "advmod"))
        return denied and any(tree.lemma(k) in ("will", "wo", "shall") for k in tree.deps(top, "aux"))

    def _readiness(self, tree: Tree, top: int) -> str | None:
        """What "is ready to", "remains committed to" amounts to: an offer of one's services is a proposal."""
        lemma = tree.lemma(top)
        if lemma in ("plan", "intend", "set") and tree.dep(top, "cop") is None:
            return None
        if lemma in ("remain", "stand"):
            what = _after_linking(tree, top)
            stays = {tree.lemma(what), tree.low(what)} if what is not None else set()
            return "commitment" if stays & (_READY - {"plan", "intend"}) else None
        if lemma == "open" and not any(
            self.roles.kinds(tree, k) & {"truce", "halt", "swap", "withdrawal"} for _, k in tree.obliques(top)
        ):
            return None  # "open to dialogue" binds to nothing
        offered = {tree.lemma(k) for k in tree.deps(top, "xcomp", "advcl", "ccomp")}
        return "proposal" if offered & words("stance", "services") else "commitment"

    def _proposition(self, kind: str, tree: Tree, top: int, voice: Voice) -> Proposition:
        found = Proposition(kind, tree, top, top, _FRAMES[kind], by=voice.speaker, voice=voice)
        found.targets = self._other(tree, top, voice)
        if kind == "commitment" and voice.speaker.party is None:  # "a Western official said France was ready to"
            subject = tree.subject(top)
            named = subject is not None and tree.words[subject].upos != "PRON"
            doer = self.roles.author(tree, subject, voice.speaker) if named else None
            if doer is not None and doer.party is not None:
                found.by, found.targets = doer, []
        if kind in ("commitment", "proposal"):
            found.about = top
        found.notes.append(f"stance:{kind}:{tree.words[top].text}")
        return found

    def _kind(self, tree: Tree, top: int, voice: Voice, tops: Collection[int] = ()) -> str | None:
        below = tree.under(top, [k for k in tops if k != top])
        if voice.by == "object":  # what stands beside what was announced is no part of it
            below = [k for k in below if voice.start <= tree.words[k].start < voice.end]
        lemmas = {tree.lemma(k) for k in below}
        aux = {tree.lemma(k) for k in tree.deps(top, "aux")}
        subject = tree.subject(top)
        led = tree.dep(top, "xcomp") if tree.lemma(top) in _NEED and tree.dep(top, "nsubj") is None else None
        if led is not None and (inner := tree.dep(led, "nsubj", "nsubj:pass")) is not None:
            subject = inner  # "the causes had to be addressed", the subject hung on what had to be
        own = subject is not None and self._is_own(tree, subject, voice)
        if self._keeps_mum(tree, top) or _unreal(tree, top):
            return None
        if own and self._relieves(tree, top, voice):
            return "aid"
        if (charged := self._explains(tree, top, voice)) is not None:
            return charged
        if aux & {"must", "should", "ought", "need"} or (
            tree.lemma(top) in _NEED
            and ((tree.dep(top, "xcomp") and not own and not _has_done(tree, top)) or tree.passive(top))
        ):
            return "demand"
        promised = self._promised(tree, top, aux)
        undergone = tree.lemma(top) in words("stance", "involuntary") or (promised and tree.passive(top))
        after = tree.low(top + 1) if top + 1 < len(tree) else ""
        undergone |= tree.lemma(top) == "have" and tree.dep(top, "xcomp") is not None  # "will have to choose"
        undergone |= tree.lemma(top) == "run" and after in ("out", "short", "low", "dry")  # "will run out of money"
        own = own and not undergone  # "will struggle to pay", "would not be allowed to work" are no promises
        bare = tree.lemma(top) not in ("open", "remain")
        ready = tree.lemma(top) in _READY and (bare or self._readiness(tree, top) is not None)
        if (kind := self._by_its_verb(tree, top, voice, aux, own=own, promised=promised)) is not None:
            return kind
        if own and ((promised and tree.dep(top, "cop") is None) or ready):
            spared = any(tree.lemma(k) in ("not", "never") for k in tree.deps(top, "advmod"))  # "will not strike"
            harm = voice.lemma in ("warn", "threaten", "warning") or (self._harms(tree, top) and not spared)
            return "threat" if harm else "commitment"
        if voice.speaker.role in DOING and self._aims(tree, top, subject, own=own, promised=promised):
            return "commitment"
        if (self._charges(tree, top, below, voice) and not own) or self._denies(voice, tree.low(top)):
            return "accusation"
        if voice.speaker.role in SILENT:
            return None
        judged = would_be_seen_as(tree, top) or self._judges(tree, top, lemmas, voice)
        return "assessment" if judged else None

    def _by_its_verb(
        self, tree: Tree, top: int, voice: Voice, aux: set[str], *, own: bool, promised: bool
    ) -> str | None:
        """What the verb of saying settles, and an offer of services: "his country could host the talks"."""
        if own and aux & {"can", "could"} and tree.lemma(top) in words("stance", "services"):
            return "proposal"
        if voice.lemma == "doubt":
            return "assessment" if voice.speaker.role not in SILENT else None
        if voice.lemma == "complain" and voice.by == "verb" and not own and self._other(tree, top, voice):
            return "accusation"  # "complained that the neighbour had reopened the question"
        if voice.lemma == "warn" and voice.speaker.role in DOING and self._of_the_warned(tree, top, voice):
            return "threat"
        vowed = promised and voice.lemma in ("promise", "pledge", "vow", "swear", "undertake")
        return "commitment" if vowed else None

    def _of_the_warned(self, tree: Tree, top: int, voice: Voice) -> bool:
        """ "Warned the general that he was playing with fire": of another party, who is told of himself."""
        cue, subject = tree.at(voice.cue_start), tree.subject(top)
        whom = tree.dep(cue, "obj", "iobj") if cue is not None else None
        told = self.roles.cast.who(tree, whom) if whom is not None else None
        if told is None or told.party in (None, voice.speaker.party) or subject is None:
            return False
        low = tree.low(subject)
        if low in ("he", "she", "it", "they", "you"):
            return True
        of = self.roles.cast.who(tree, subject, voice.speaker)
        return of is not None and of.party == told.party

    def _promised(self, tree: Tree, top: int, aux: set[str]) -> bool:
        """ "Will", "is going to"."""
        led = any("to" in tree.marks(k) for k in tree.deps(top, "xcomp", "advcl"))
        if tree.lemma(top) in ("like", "love", "prefer") or {"would", "have"} <= aux:
            return False  # "would like to thank them", "I would have done the same"
        return bool(aux & {"will", "shall", "would", "'ll", "wo"}) or (tree.lemma(top) == "go" and bool(aux) and led)

    def _explains(self, tree: Tree, top: int, voice: Voice) -> str | None:
        """ "Condemned the system, saying it would bring chaos": what is said is the charge, and "it" is the system."""
        cue = tree.at(voice.cue_start)
        over = tree.head(cue) if cue is not None and tree.rel(cue) == "advcl" else -1
        if over < 0 or tree.lemma(over) not in words("stance", "charging"):
            return None
        subject, thing = tree.subject(top), tree.object(over)
        return "accusation" if subject is not None and thing is not None and self._of_it(tree, subject, over) else None

    def _of_it(self, tree: Tree, subject: int, over: int) -> bool:
        return tree.low(subject) in ("it", "they", "he", "she", "this") and not tree.passive(over)


def _unreal(tree: Tree, top: int) -> bool:
    """ "Had they not shelled the plant, it would be working": nobody promises what did not come about."""
    for k in tree.deps(top, "advcl"):
        had = next((a for a in tree.deps(k, "aux") if tree.low(a) == "had"), None)
        inverted = had is not None and had == min(tree.under(k))
        if had is not None and (inverted or "if" in tree.marks(k)):
            return True
    return False


def _has_done(tree: Tree, top: int) -> bool:
    """ "Has had them removed", "had nine days left": nobody has to do it."""
    return tree.lemma(top) == "have" and not any("to" in tree.marks(k) for k in tree.deps(top, "xcomp"))


def _after_dash(tree: Tree, top: int, k: int) -> bool:
    """ "Nothing can hide the truth – the minister has no plan"."""
    first = min(tree.under(k))
    return (
        k > top
        and any(tree.words[j].text in ("–", "—") for j in (first - 1, first))
        and tree.dep(k, "nsubj") is not None
    )


def _public(voice: Voice) -> bool:
    """Whether the speaker may take a stand: for a party, or in an office of any kind."""
    return voice.speaker.party is not None or voice.speaker.role in _PUBLIC


def _after_linking(tree: Tree, top: int) -> int | None:
    """The word that "become" or "remain" leads to, hung below it or beside it."""
    if tree.lemma(top) not in ("become", "remain", "stay", "stand"):
        return None
    below = tree.dep(top, "xcomp")
    beside = next((k for k in range(top + 1, min(top + 3, len(tree))) if tree.head(k) == tree.head(top)), None)
    return below if below is not None else beside if beside is not None and tree.rel(beside) == "ccomp" else None
