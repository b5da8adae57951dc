"""What is left of a speaker's words where no frame applies: demands, promises, charges, judgements."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from trucewatch.read.lexicons import Frame, words
from trucewatch.read.proposition import Proposition
from trucewatch.read.roles import Roles
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice
from trucewatch.values.vocabularies import Role

_OWN = words("reading", "stance_own")
_PLAINLY = frozenset({"clear", "apparent", "evident", "obvious", "plain", "true", "false", "untrue"})
_BODILY = frozenset({"limb", "life", "people", "civilians"})
_FOES = frozenset({"terrorist", "militant", "enemy", "rebel"})
_NEED = frozenset({"need", "require", "have"})
_READY = words("reading", "stance_ready")
_KINDS = ("demand", "commitment", "proposal", "accusation", "assessment", "threat", "aid")
_FRAMES = {k: Frame(f"stance.{k}", k) for k in _KINDS}
_DOING = frozenset({Role.LEADER, Role.OFFICIAL, Role.MILITARY})
_PUBLIC = frozenset(Role) - {Role.WITNESS, Role.EMERGENCY, Role.MEDIA, Role.REPORT}  # who may take a stand for no party
_SILENT = frozenset({Role.WITNESS, Role.EMERGENCY, Role.MEDIA})


class Stance:
    """Judges the content of a voice that no frame took."""

    def __init__(self, roles: Roles) -> None:
        self.roles = roles

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
            if kind is not None and (_public(voice) or kind == "commitment"):
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
        return [top, *(k for k in inside if tree.verbal(k))]

    def _carried(self, tree: Tree, top: int, others: list[int], taken: Collection[int]) -> bool:
        """Whether a proposition stands in the clause, other than in the subject of a judgement or in passing."""
        own = set(tree.under(top, others))
        if tree.dep(top, "cop") is not None or tree.lemma(top) in words("stance", "assess_verbs"):
            subject = tree.subject(top)
            own -= set(tree.under(subject)) if subject is not None and tree.head(subject) == top else set()
            own -= {w for k in own if tree.rel(k) == "acl:relcl" and k != top for w in tree.under(k)}
        own -= {w for k in own if tree.rel(k) == "advcl" and not tree.marks(k) and k in taken for w in tree.under(k)}
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
        if subject is None and (led := _after_linking(tree, top)) is not None:
            subject = tree.subject(led)
        kind: str | None = None
        if aux & {"must", "should", "ought"} or (tree.lemma(top) in _NEED and tree.passive(top)):
            mine = subject is not None and not tree.passive(top) and self._is_own(tree, subject, voice)
            kind = "assessment" if mine else "demand"  # what one must do oneself is asked of nobody
        elif (
            subject is not None
            and self._speaks_for(tree, subject, voice)
            and tree.lemma(top) in _READY
            and (tree.deps(top, "cop", "xcomp", "aux:pass") or _after_linking(tree, top) is not None)
        ):
            kind = self._readiness(tree, top)
        elif subject is not None and self._steadfast(tree, top):
            kind = "commitment" if self._is_own(tree, subject, voice) else None  # "will not rest until"
        elif tree.dep(top, "expl") is not None and tree.lemma(top) == "be":
            signs = {tree.lemma(k) for k in tree.deps(top, "nsubj")}
            kind = "assessment" if signs & words("stance", "signs") and voice.speaker.role not in _SILENT else None
        elif tree.lemma(top) in ("want", "aim", "seek") and voice.speaker.role in _DOING and subject is not None:
            kind = "commitment" if self._is_own(tree, subject, voice) and self._goal(tree, top, False) else None
        return kind

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
        if lemma == "remain":
            what = _after_linking(tree, top)
            stays = {tree.lemma(what), tree.words[what].text.lower()} if what is not None else set()
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
        if kind in ("commitment", "proposal"):
            found.about = top
        found.notes.append(f"stance:{kind}:{tree.words[top].text}")
        return found

    def _kind(self, tree: Tree, top: int, voice: Voice, tops: Collection[int] = ()) -> str | None:
        below = tree.under(top, [k for k in tops if k != top])
        lemmas = {tree.lemma(k) for k in below}
        aux = {tree.lemma(k) for k in tree.deps(top, "aux")}
        subject = tree.subject(top)
        led = tree.dep(top, "xcomp") if tree.lemma(top) in _NEED and tree.dep(top, "nsubj") is None else None
        if led is not None and (inner := tree.dep(led, "nsubj", "nsubj:pass")) is not None:
            subject = inner  # "the causes had to be addressed", the subject hung on what had to be
        own = subject is not None and self._is_own(tree, subject, voice)
        if self._keeps_mum(tree, top):
            return None
        if own and self._relieves(tree, top, voice):
            return "aid"
        if (charged := self._explains(tree, top, voice)) is not None:
            return charged
        if aux & {"must", "should", "ought", "need"} or (
            tree.lemma(top) in _NEED and ((tree.dep(top, "xcomp") and not own) or tree.passive(top))
        ):
            return "demand"
        promised = aux & {"will", "shall", "would", "'ll", "wo"}
        if own and tree.passive(top) and promised:
            own = False  # "would not be allowed to work" is done to one
        bare = tree.lemma(top) not in ("open", "remain")
        ready = tree.lemma(top) in _READY and (bare or self._readiness(tree, top) is not None)
        if promised and voice.lemma in ("promise", "pledge", "vow", "swear", "undertake"):
            return "commitment"
        if own and ((promised and tree.dep(top, "cop") is None) or ready):
            return "threat" if voice.lemma in ("warn", "threaten", "warning") else "commitment"
        if voice.speaker.role in _DOING and self._aims(tree, top, subject, own=own, promised=bool(promised)):
            return "commitment"
        if (self._charges(tree, top, below, voice) and not own) or self._denies(voice):
            return "accusation"
        if voice.speaker.role in _SILENT:
            return None
        return "assessment" if self._judges(tree, top, lemmas, voice) else None

    def _keeps_mum(self, tree: Tree, top: int) -> bool:
        """ "Would not provide details", "could not comment": nothing is said of the conflict."""
        denied = any(tree.lemma(k) in ("not", "no", "never") for k in tree.deps(top, "advmod"))
        if tree.lemma(top) in words("stance", "answering") or (denied and tree.lemma(top) == "insist"):
            return True
        thing = tree.object(top)
        return denied and thing is not None and tree.lemma(thing) in words("stance", "answers")

    def _relieves(self, tree: Tree, top: int, voice: Voice) -> bool:
        """ "Would reach a million people", said by those who bring relief."""
        helper = voice.speaker.role is Role.NGO or bool(
            set(voice.speaker.text.lower().split()) & words("stance", "helpers")
        )
        led = top if tree.lemma(top) in words("stance", "relieving") else tree.dep(top, "xcomp")
        return helper and led is not None and tree.lemma(led) in words("stance", "relieving")

    def _explains(self, tree: Tree, top: int, voice: Voice) -> str | None:
        """ "Condemned the system, saying it would bring chaos": what is said is the charge, and "it" is the system."""
        cue = tree.at(voice.cue_start)
        over = tree.head(cue) if cue is not None and tree.rel(cue) == "advcl" else -1
        if over < 0 or tree.lemma(over) not in words("stance", "charging"):
            return None
        subject, thing = tree.subject(top), tree.object(over)
        return "accusation" if subject is not None and thing is not None and self._of_it(tree, subject, over) else None

    def _of_it(self, tree: Tree, subject: int, over: int) -> bool:
        return tree.words[subject].text.lower() in ("it", "they", "he", "she", "this") and not tree.passive(over)

    def _names_a_goal(self, tree: Tree, subject: int) -> bool:
        """ "The main goals of the operation are": what those who wage it say it is for."""
        of = [subject, *tree.deps(subject, "nmod")]
        goal = tree.lemma(subject) in words("stance", "goals")
        return goal and any(
            "hostility" in self.roles.kinds(tree, k) or tree.rel(k) == "nmod:poss"
            for k in (*of, *tree.deps(subject, "nmod:poss", "compound"))
        )

    def _aims(self, tree: Tree, top: int, subject: int | None, *, own: bool, promised: bool) -> bool:
        """What those who wage a war say it is for, in any of its shapes."""
        if tree.dep(top, "cop") is not None and subject is not None and self._names_a_goal(tree, subject):
            return True
        return (own and self._moves_on(tree, top)) or ((own or tree.passive(top)) and self._goal(tree, top, promised))

    def _moves_on(self, tree: Tree, top: int) -> bool:
        """ "We are entering a new phase to achieve our aims"."""
        going = tree.has(top, "Tense=Pres") and bool(tree.deps(top, "aux"))
        to_what = [k for k in tree.deps(top, "advcl") if "to" in tree.marks(k)]
        return going and any(tree.lemma(k) in words("stance", "aims") for k in to_what)

    def _denies(self, voice: Voice) -> bool:
        """ "Denied that it armed the group": what no frame takes is a charge, and it is denied."""
        return voice.denies and voice.by == "verb" and voice.speaker.role not in _SILENT

    def _goal(self, tree: Tree, top: int, promised: bool) -> bool:
        """ "The group will be defeated", "we want to achieve our aims": what those who wage it say it is for."""
        aims = words("stance", "aims")
        if tree.lemma(top) in ("want", "aim", "seek"):
            return tree.dep(top, "obj") is None and any(tree.lemma(k) in aims for k in tree.deps(top, "xcomp"))
        return promised and tree.lemma(top) in aims and tree.dep(top, "advcl") is None

    def _is_own(self, tree: Tree, subject: int, voice: Voice) -> bool:
        low = tree.words[subject].text.lower()
        if low == "it" and voice.speaker.plural and voice.speaker.role is Role.NGO:
            return False  # "aid groups refused to work with the system, saying it would fail"
        if low in _OWN:
            return True
        named = any(tree.lemma(k) == "the" for k in tree.deps(subject, "det")) and not tree.deps(
            subject, "amod", "nmod"
        )
        if named and tree.lemma(subject) in ("party", "movement", "resistance") and voice.speaker.party is not None:
            return voice.speaker.party.islower()  # "the party is committed to the truce"
        entity = self.roles.cast.who(tree, subject, voice.speaker)
        return entity is not None and entity.party is not None and entity.party == voice.speaker.party

    def _speaks_for(self, tree: Tree, subject: int, voice: Voice) -> bool:
        """Also "France is ready to send troops" of a minister whose state is not told."""
        if self._is_own(tree, subject, voice):
            return True
        who = self.roles.cast.who(tree, subject, voice.speaker)
        stateless = voice.speaker.party is None and voice.speaker.role in _DOING
        return stateless and who is not None and who.party is not None and who.party.isupper()

    def _charges(self, tree: Tree, top: int, below: list[int], voice: Voice) -> bool:
        near, lemmas = below, {tree.lemma(k) for k in below}
        pairs = {f"{tree.lemma(a)} {tree.lemma(b)}" for a, b in pairwise(near) if b == a + 1}
        abused = tree.lemma(top) in ("use", "exploit", "turn") and lemmas & words("stance", "abuses")
        if not (lemmas | pairs) & words("stance", "accuse_words") and not abused and voice.lemma != "allege":
            return False
        return bool(self._other(tree, top, voice)) or (bool(abused) and bool(lemmas & _FOES))

    def _judges(self, tree: Tree, top: int, lemmas: set[str], voice: Voice) -> bool:
        """A judgement: an evaluative word at its top or next to it, on the process or on a party."""
        near = {tree.lemma(top)}
        for k in tree.kids[top]:
            if tree.words[k].upos in ("AUX", "ADP", "SCONJ", "CCONJ"):
                continue  # "will" is a judgement in "the will to fight" alone
            near.add(tree.lemma(k))
            near |= {tree.lemma(j) for j in tree.deps(k, "amod", "advmod", "det")}
        concerns = bool(lemmas & words("stance", "process")) or bool(self._other(tree, top, voice))
        verbal = tree.lemma(top) in words("stance", "assess_verbs") and not tree.deps(top, "compound:prt")
        hurt = tree.object(top)
        bodily = hurt is not None and tree.words[hurt].upos == "NOUN" and self.roles.kinds(tree, hurt) & _BODILY
        if tree.lemma(top) == "lose" and bodily:
            return False
        foretold = {tree.lemma(k) for k in tree.deps(top, "aux")} & {"will", "shall", "wo"} and not verbal
        subject = tree.subject(top)
        doer = self.roles.cast.who(tree, subject, voice.speaker) if subject is not None else None
        acts = doer is not None and (doer.party is not None or doer.role is not None or doer.person)
        if foretold and acts and tree.dep(top, "cop") is None and not tree.deps(top, "advmod"):
            return False  # "senior envoys will return to Oslo" tells what is to come
        if verbal or near & words("stance", "assess_words"):
            return concerns or tree.dep(top, "cop") is not None
        return concerns and self._evaluates(tree, top, voice)

    def _evaluates(self, tree: Tree, top: int, voice: Voice) -> bool:
        """A judgement by its shape: someone else falls short, is unable, is said to be so; nothing happens in it."""
        subject = tree.subject(top)
        if subject is None or self._is_own(tree, subject, voice) or voice.speaker.role in _SILENT:
            return False
        negated = any(tree.lemma(k) in ("not", "never", "n't") for k in tree.deps(top, "advmod"))
        unable = negated and {tree.lemma(k) for k in tree.deps(top, "aux")} & {"can", "could", "will", "would", "wo"}
        fails = tree.lemma(top) == "fail" and tree.dep(top, "xcomp") is not None
        pointing = tree.words[subject].upos == "PRON"
        states = (
            not pointing
            and tree.dep(top, "cop") is not None
            and tree.words[top].upos in ("ADJ", "NOUN")
            and not tree.deps(top, "nummod")
            and not self.roles.kinds(tree, subject) & {"site", "number"}
        )
        return bool(unable) or fails or (states and tree.dep(top, "case") is None)

    def _other(self, tree: Tree, top: int, voice: Voice) -> list[int]:
        """The first phrase that names another party than the speaker's."""
        subject = tree.subject(top)
        for k in tree.under(top):
            if not (tree.words[k].upos in ("PROPN", "NOUN") or k == subject) or tree.rel(k) in ("compound", "flat"):
                continue
            entity = self.roles.cast.who(tree, k, voice.speaker)
            if entity and entity.party and entity.party != voice.speaker.party:
                return [k]
        return []


def _public(voice: Voice) -> bool:
    """Whether the speaker may take a stand: for a party, or in an office of any kind."""
    return voice.speaker.party is not None or voice.speaker.role in _PUBLIC


def _after_linking(tree: Tree, top: int) -> int | None:
    """The word that "become" or "remain" leads to, hung below it or beside it."""
    if tree.lemma(top) not in ("become", "remain", "stay"):
        return None
    below = tree.dep(top, "xcomp")
    beside = next((k for k in range(top + 1, min(top + 3, len(tree))) if tree.head(k) == tree.head(top)), None)
    return below if below is not None else beside if beside is not None and tree.rel(beside) == "ccomp" else None
