"""What a clause of someone's words amounts to by its own words: a charge, a judgement, a harm, a goal, help."""

from __future__ import annotations

from itertools import pairwise

from trucewatch.read.lexicons import words
from trucewatch.read.proposition import Proposition
from trucewatch.read.roles import Roles
from trucewatch.read.things import kinds_of
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice
from trucewatch.values.vocabularies import Role

_OWN = words("reading", "stance_own")
_WHEN = words("reading", "scope_when") - {"as", "because of", "due to", "despite"}
_AGREED = words("counts", "truces") | {"accord", "proposal", "plan", "settlement", "terms", "memorandum", "resolution"}
_CLAUSES = frozenset({"acl", "acl:relcl"})
_BREACHES = frozenset({"violation", "breach", "crime", "infringement"})
_ABLE = frozenset({"people", "person", "group", "force", "militants", "leader", "company", "government"})
_BODILY = frozenset({"limb", "life", "people", "civilians"})
_FOES = frozenset({"terrorist", "militant", "enemy", "rebel"})
DOING = frozenset({Role.LEADER, Role.OFFICIAL, Role.MILITARY})
SILENT = frozenset({Role.WITNESS, Role.EMERGENCY, Role.MEDIA})  # who tells what happened and takes no stand


class Judging:
    """Looks at one clause that a voice says; ``top`` is the word that governs it."""

    def __init__(self, roles: Roles) -> None:
        self.roles = roles

    def _harms(self, tree: Tree, top: int) -> bool:
        """ "We will strike back", "would use its full force"."""
        thing = tree.object(top)
        if any(
            tree.lemma(k) == "target" and "legitimate" in map(tree.lemma, tree.deps(k, "amod")) for k in tree.under(top)
        ):
            return True
        forced = tree.lemma(top) == "use" and thing is not None and tree.lemma(thing) in ("force", "weapon")
        return forced or tree.lemma(top) in words("stance", "harming")

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

    def _denies(self, voice: Voice, what: str) -> bool:
        """ "Denied that it armed the group", "denied arming it": what no frame takes is a charge, and it is denied."""
        told = voice.by == "verb" or (voice.by == "infinitive" and what.endswith("ing"))
        return voice.denies and told and voice.speaker.role not in SILENT

    def _goal(self, tree: Tree, top: int, promised: bool) -> bool:
        """ "The group will be defeated", "we want to achieve our aims": what those who wage it say it is for."""
        aims = words("stance", "aims")
        if tree.lemma(top) in ("want", "aim", "seek"):
            return tree.dep(top, "obj") is None and any(tree.lemma(k) in aims for k in tree.deps(top, "xcomp"))
        return promised and tree.lemma(top) in aims and tree.dep(top, "advcl") is None

    def _is_own(self, tree: Tree, subject: int, voice: Voice) -> bool:
        low = tree.low(subject)
        verbatim = voice.by in ("quotation", "continued") or self.roles.page.quote_at(tree.words[subject].start)
        if low in ("it", "he", "she", "they") and verbatim:
            return False  # who speaks in his own words says "I" and "we"
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
        if entity is not None and entity.party is None and voice.speaker.party is not None:
            return entity.text.lower() in words("reading", "finder_ones_own")
        return entity is not None and entity.party is not None and entity.party == voice.speaker.party

    def _speaks_for(self, tree: Tree, subject: int, voice: Voice) -> bool:
        """Also "France is ready to send troops" of a minister whose state is not told."""
        if self._is_own(tree, subject, voice):
            return True
        who = self.roles.cast.who(tree, subject, voice.speaker)
        stateless = voice.speaker.party is None and voice.speaker.role in DOING
        return stateless and who is not None and who.party is not None and who.party.isupper()

    def _charges(self, tree: Tree, top: int, below: list[int], voice: Voice) -> bool:
        if would_be_seen_as(tree, top):
            return False
        aside = {w for k in tree.deps(top, "obl") if tree.preposition(k) in _WHEN for w in tree.under(k)}
        near = [k for k in below if k not in aside]
        lemmas = {tree.lemma(k) for k in near}
        pairs = {f"{tree.lemma(a)} {tree.lemma(b)}" for a, b in pairwise(near) if b == a + 1}
        abused = tree.lemma(top) in ("use", "exploit", "turn") and lemmas & words("stance", "abuses")
        if not (lemmas | pairs) & words("stance", "accuse_words") and not abused and voice.lemma != "allege":
            return False
        subject = tree.subject(top)
        if tree.lemma(top) in ("deliberate", "intentional", "premeditated") and subject is not None:
            deed = kinds_of(tree, subject) & {"assault", "harm", "casualty", "blockade", "wrong"}
            return tree.dep(top, "cop") is not None and (tree.words[subject].upos == "PRON" or bool(deed))
        if tree.lemma(top) in _BREACHES and subject is not None and tree.dep(top, "cop") is not None:
            return True  # "it was a flagrant breach of the truce"
        called = {tree.lemma(k) for k in (top, *tree.deps(top, "amod", "compound"))}
        if "terrorist" in called and subject is not None and tree.dep(top, "cop") is not None:
            return True  # "he was a terrorist operative"
        alone = (lemmas | pairs) & words("stance", "accuse_words") == {tree.lemma(top)}
        if alone and subject is not None and tree.words[subject].upos == "NOUN":
            who = self.roles.cast.who(tree, subject, voice.speaker)
            if who is not None and who.party is None and not kinds_of(tree, subject) & _ABLE:
                return False  # "no spin will hide the truth"
        return bool(self._other(tree, top, voice)) or (bool(abused) and bool(lemmas & _FOES))

    def _judges(self, tree: Tree, top: int, lemmas: set[str], voice: Voice) -> bool:
        """A judgement: an evaluative word at its top or next to it, on the process or on a party."""
        near, of = {tree.lemma(top)}, tree.dep(top, "nsubj")
        if of is not None and tree.lemma(of) == "order":
            return False  # "the order to our units is unchanged"
        for k in tree.kids[top]:
            if tree.words[k].upos in ("AUX", "ADP", "SCONJ", "CCONJ"):
                continue  # "will" is a judgement in "the will to fight" alone
            if tree.lemma(k) in ("close", "near", "hard") and tree.dep(top, "cop") is None:
                continue  # "struck close to an airfield"
            if tree.rel(k) == "obl" and k < top and tree.dep(top, "cop") is None:
                continue  # "in an unprecedented move, police seized arms"
            near.add(tree.lemma(k))
            near |= {tree.lemma(j) for j in tree.deps(k, "amod", "advmod", "det")}
        concerns = bool(lemmas & words("stance", "process")) or bool(self._other(tree, top, voice))
        verbal = tree.lemma(top) in words("stance", "assess_verbs") and not tree.deps(top, "compound:prt")
        told = tree.object(top) if tree.lemma(top) in ("mean", "change") else None
        if told is not None and tree.lemma(told) in ("nothing", "little"):
            return True  # "a pause means nothing without guarantees"
        if tree.lemma(top) in ("believe", "hope", "show", "mean") and tree.passive(top):
            return False  # "believed to have been a commander": a hedge, no judgement
        if tree.lemma(top) == "remain" and tree.deps(top, "obl") and not tree.deps(top, "xcomp", "obj"):
            return False  # "the fighters remain in Belarus" tells where they are
        hurt = tree.object(top)
        bodily = hurt is not None and tree.words[hurt].upos == "NOUN" and self.roles.kinds(tree, hurt) & _BODILY
        if (tree.lemma(top) == "lose" and bodily) or {"hospital", "clinic"} & {tree.lemma(k) for k in tree.kids[top]}:
            return False  # "were taken to hospital; their lives are in no danger"
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
        if subject is None or self._is_own(tree, subject, voice) or voice.speaker.role in SILENT:
            return False
        doer = self.roles.cast.who(tree, subject, voice.speaker)
        wants = tree.lemma(top) in words("stance", "intents") and bool(tree.deps(top, "xcomp", "obj"))
        tried = tree.lemma(top) in ("try", "attempt") and not tree.words[top].text.endswith("ing")
        if wants and doer is not None and doer.party is not None and not tried:
            return True  # "Ruritania wants to prolong the war"
        negated = any(tree.lemma(k) in ("not", "never", "n't") for k in tree.deps(top, "advmod"))
        unable = negated and {tree.lemma(k) for k in tree.deps(top, "aux")} & {"can", "could", "will", "would", "wo"}
        thing = tree.object(top)
        denied = thing is not None and any(tree.lemma(k) == "no" for k in tree.deps(thing, "det"))
        if tree.lemma(top) in ("have", "lack") and (denied or tree.lemma(top) == "lack") and doer is not None:
            return True  # "the government has no plan"
        fails = tree.lemma(top) == "fail" and tree.dep(top, "xcomp") is not None
        pointing = tree.words[subject].upos == "PRON"
        states = (
            not pointing
            and tree.dep(top, "cop") is not None
            and tree.words[top].upos in ("ADJ", "NOUN")
            and not tree.deps(top, "nummod")
            and not self.roles.kinds(tree, subject) & {"site", "number"}
            and not kinds_of(tree, top) & {"people", "person"}
        )
        return bool(unable) or fails or (states and tree.dep(top, "case") is None)

    def _other(self, tree: Tree, top: int, voice: Voice) -> list[int]:
        """The first phrase that names another party than the speaker's."""
        subject = tree.subject(top)
        apart = [k for k in tree.deps(top, "conj") if tree.deps(k, "nsubj", "nsubj:pass")]  # "..., and that he hoped"
        # "a breach of the pause that the mediator had proposed": who proposed it is not charged
        aside = [k for k in tree.under(top) if tree.rel(k) in _CLAUSES and tree.lemma(tree.head(k)) in _AGREED]
        about = {up for k in aside for up in tree.above(k) if tree.lemma(up) in _BREACHES}
        for k in tree.under(top, apart + aside):
            named = tree.words[k].upos in ("PROPN", "NOUN") or k == subject
            if not named or tree.rel(k) in ("compound", "flat") or k in about:
                continue
            entity = self.roles.cast.who(tree, k, voice.speaker)
            if entity and entity.party and entity.party != voice.speaker.party:
                return [k]
        return []


def brands(roles: Roles, tree: Tree, i: int) -> bool:
    """Whether what something is called is a charge."""
    named = [k for k in tree.deps(i, "xcomp", "obl", "obj") if k > i]
    charging = words("stance", "accuse_words", "branding")
    what = tree.object(i)
    pointing = what is not None and any(tree.low(k) in ("this", "that") for k in (what, *tree.deps(what, "det")))
    if what is not None and (pointing or "charge" in roles.kinds(tree, what)):
        charging = charging | words("scope", "untrue") if pointing else words("scope", "untrue")
    told = (j for k in named for j in (k, *tree.deps(k, "amod", "compound", "nmod", "acl")))
    return any(tree.lemma(j) in charging or tree.words[j].text in charging for j in told)


def charged(roles: Roles, p: Proposition) -> None:
    """ "The charges have no basis": denied by whoever says so, and no refusal; "passed on lists of violations": a
    charge, and no proposal, as little as the list that someone draws up for himself."""
    tree = p.tree
    who = tree.subject(p.head) if p.frame.id == "rejection.see" else None
    if who is not None and "charge" in roles.kinds(tree, who):
        p.kind, p.polarity, p.modality = "accusation", "negated", "actual"
        p.by, p.actor_at, p.targets = p.voice.speaker if p.voice is not None else None, None, []
    if p.kind == "proposal" and tree.rel(p.head) == "acl" and tree.lemma(p.head) == "cover":
        p.about = tree.head(p.head)  # "spoke of a truce covering energy"
    if p.kind == "proposal" and p.about is not None and tree.lemma(p.about) == "list":
        broken = not _BREACHES.isdisjoint(tree.lemma(k) for k in tree.under(p.about))
        p.kind = "accusation" if broken else "none" if tree.lemma(p.head) == "draw" else p.kind


def would_be_seen_as(tree: Tree, top: int) -> bool:
    """ "Any movement would be regarded as a breach": nobody is charged with what has not been done."""
    aux = {tree.lemma(k) for k in tree.deps(top, "aux")}
    seen = tree.lemma(top) in ("regard", "consider", "treat", "see", "view", "deem", "count")
    return seen and tree.passive(top) and bool(aux & {"would", "will", "shall"})
