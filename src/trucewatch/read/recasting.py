"""Polarity, modality and kind of a proposition, by its scope and by what its roles and its speaker make of it."""

from __future__ import annotations

from functools import lru_cache

from trucewatch.read.flows import of_a_grid
from trucewatch.read.judging import DOING, brands, charged
from trucewatch.read.lexicons import words
from trucewatch.read.naming import Entity
from trucewatch.read.nesting import HOLDS
from trucewatch.read.own_course import as_agreed, bars_people, binds, hangs_on_if, on_purpose, own_campaign, waits, will
from trucewatch.read.page import Page
from trucewatch.read.proposition import Proposition, seems
from trucewatch.read.roles import Roles
from trucewatch.read.scope import scope
from trucewatch.read.tolls import whose_toll
from trucewatch.read.tree import SUBJECTS, Tree

_NONE = ("no", "none", "nobody", "not", "n't", "neither", "nor", "never", "without", "nothing", "No", "Nobody", "None")
_PLANNED = frozenset({"exchange", "talks", "sanction"})
_BINDING = frozenset({"vow", "promise", "pledge", "swear"})
_SETTLED = frozenset({"deal", "agreement", "accord", "pact", "treaty", "arrangement"})
_SHUNNING = frozenset({"rejection.refuse", "rejection.reconsider"})
_YIELDING = frozenset(
    {"acceptance.assent", "acceptance.concede", "acceptance.consent", "acceptance.meet", "acceptance.comply"}
)
_OFTEN = words("reading", "finder_often")


class Recasting:
    """Settles the propositions of one report one by one."""

    def __init__(self, page: Page, roles: Roles) -> None:
        self.page, self._roles = page, roles

    def settle(self, p: Proposition) -> None:
        """Sets polarity, modality and kind of a proposition, in place."""
        found = scope(p.tree, p.verb, p.voice)
        if found.negated:
            p.polarity = "negated" if p.polarity == "affirmed" else "affirmed"
        p.modality = p.frame.extra.get("modality") or self._of_its_verb(p) or found.modality
        if p.frame.extra.get("denied"):  # the negation is part of the phrase: "will not go unanswered"
            p.polarity, p.modality = p.frame.polarity, "actual"
        if p.frame.extra.get("called_off") and p.polarity == "affirmed" and p.modality == "actual":
            p.modality = "cancelled"  # "foiled an attack on a barracks"
        self._of_its_kind(p)
        p.notes += found.notes
        if found.purpose:
            p.notes.append("purpose")
        conditional = p.kind in ("commitment", "threat", "demand") or p.modality in ("future", "possible")
        if found.conditional_on is not None and conditional:
            p.modality = "conditional"
        if p.frame.id == "commitment.hold":
            p.modality = "actual" if p.modality == "future" else p.modality
        if p.kind in ("commitment", "acceptance", "threat") and self.bound(p):
            p.modality = "conditional"
        self._none_hurt(p, negated=found.negated)
        self._recast(p)
        self._own_course(p)
        if p.kind == "attack" and any(p.tree.lemma(k) in _OFTEN for k in p.tree.deps(p.verb, "advmod")):
            p.kind = "trend"

    def bound(self, p: Proposition) -> bool:
        """ "Will keep to the truce as long as the other side does", "on condition that", "once they are freed"."""
        below = p.tree.under(p.head)
        if (p.kind == "commitment" and waits(p)) or hangs_on_if(p):
            return True
        text = self.page.text[p.tree.words[p.head].start : p.tree.words[below[-1]].end].lower()
        return any(phrase in text.replace("condition of anonymity", "") for phrase in words("scope", "binding"))

    def _none_hurt(self, p: Proposition, *, negated: bool) -> None:
        """ "No one was hurt" is a count of nought, "have no heating" an outage; what is denied stays denied."""
        if p.frame.id == "outage.lack":
            p.polarity = "affirmed" if negated else "negated"
        if negated and p.kind == "outage" and p.tree.lemma(p.head) in words("reading", "recasting_working"):
            p.polarity = "affirmed"  # "trains are not running": the service has stopped
        if negated and p.frame.id == "attack.reach":
            self._fell_short(p)
        denied = p.voice is not None and p.voice.denies
        kept = denied or any(n.startswith("negated:") and not n.endswith(_NONE) for n in p.notes)
        if p.kind == "casualties" and p.polarity == "negated" and not p.nominal and not kept:
            p.polarity = "affirmed"
            p.notes.append("none hurt: a count of nought")

    def _fell_short(self, p: Proposition) -> None:
        """ "Nine drones did not reach their targets": lost on the way, as those shot down are."""
        subject = p.tree.dep(p.head, *SUBJECTS)
        p.kind, p.polarity, p.by = "interception" if subject is not None else "none", "affirmed", None
        p.targets = [] if subject is None else [subject]

    def _recast(self, p: Proposition) -> None:
        """What the roles make of a frame: wreckage hits nobody's target, a charge is its accuser's."""
        if p.kind == "displacement" and p.actor_at is not None and p.actor_at in p.targets:
            p.by = None  # who flees is displaced by nobody that the clause names
        self._by_no_blow(p)
        if p.kind == "acceptance" and p.about is not None and "penalty" in self._roles.kinds(p.tree, p.about):
            forceful = (k for _, k in p.tree.obliques(p.about) if "assault" in self._roles.kinds(p.tree, k))
            p.kind = "acceptance" if any(forceful) else "sanction"  # "agreed on a package of sanctions"
        of_a_grid(p)
        whose_toll(p)
        charged(self._roles, p)
        self._recast_stance(p)
        if p.kind == "commitment" and p.tree.lemma(p.head) in _BINDING and self._harm_promised(p):
            p.kind = "threat"  # "promised to hit every ship"
        if p.frame.id == "trend.do" and self._of_a_bargain(p):
            p.kind, p.about = "rejection", p.tree.object(p.head)  # "suspended the grain deal"
        if p.frame.id == "acceptance.agree" and p.tree.lemma(p.head) in ("broker", "mediate"):
            self._brokered(p)
        if p.frame.id == "acceptance.agree" and self._own_plan(p):
            p.kind = "commitment"  # "the cabinet approved a plan to seize the strip"
        if p.frame.id == "commitment.vow" and p.about is not None and (ended := self._ended(p.tree, p.about)):
            p.kind = ended  # "announced the end of the truce", "the suspension of trade"
        if p.frame.id == "rejection.charge" and p.tree.rel(p.head) == "acl:relcl":
            p.voice = None  # "..., a charge Yerevan denied": Yerevan's own word, whoever brought the charge
        if p.kind == "rejection" and self._remarked(p.tree, p.head):
            p.voice = None  # "Graustark says it will annex the strip, a plan rejected by Ruritania"
        self._withholding(p)
        if "speaker_actor" in p.frame.flags:  # "X said Y had broken the truce": X charges, Y is charged
            p.by, p.actor_at = p.voice.speaker if p.voice is not None else None, None

    def _by_no_blow(self, p: Proposition) -> None:
        """ "A house was hit by falling debris", "air defence destroyed 12 targets"."""
        doer = self._roles.kinds(p.tree, p.actor_at) if p.actor_at is not None else frozenset()
        if p.kind == "attack" and "debris" in doer:
            hurt = any("people" in self._roles.kinds(p.tree, k) for k in p.targets)
            p.kind, p.by = "none" if hurt else "damage", None
        p.kind = "interception" if p.kind == "damage" and "air_defence" in doer else p.kind

    def _withholding(self, p: Proposition) -> None:
        """No readiness is a refusal, to delay a swap deliberately a charge; who is expected abroad will be there."""
        if p.frame.id == "talks.due" and p.by is None:
            p.actor_at = p.tree.subject(p.head)
            p.by = self._roles.author(p.tree, p.actor_at, None)
        if p.frame.id == "commitment.word" and p.polarity == "negated":
            p.kind, p.polarity, p.modality = "rejection", "affirmed", "actual"  # "has shown no readiness to accept it"
            led = p.tree.deps(p.about, "acl") if p.about is not None else []
            p.about = led[0] if led else p.about
        if p.kind in ("exchange", "talks", "aid", "trend", "outage") and on_purpose(p):
            p.kind, p.polarity, p.modality, p.targets = "accusation", "affirmed", "actual", [p.actor_at or p.head]
            p.by = p.voice.speaker if p.voice is not None else None  # "was deliberately delaying the swap"

    def _harm_promised(self, p: Proposition) -> bool:
        """Whether what is promised is harm to somebody, a service or an aim of war left aside."""
        about = p.about
        return about is not None and p.tree.rel(about) == "xcomp" and p.tree.lemma(about) in words("stance", "harming")

    def _recast_stance(self, p: Proposition) -> None:
        """What else an act of speech amounts to by its own words."""
        tree = p.tree
        if p.frame.id == "assessment.praise" and brands(self._roles, tree, p.head):
            p.kind = "accusation"  # "called it a deliberate murder of civilians"
            what = tree.object(p.head)
            if what is not None and "charge" in self._roles.kinds(tree, what):
                p.polarity = "negated"  # "called the accusations groundless"
        if p.frame.id == "commitment.reaffirm" and {tree.lemma(k) for k in tree.under(p.head)} & words(
            "stance", "services"
        ):
            p.kind = "proposal"
        bare = {tree.lemma(k) for k in tree.deps(p.head, "aux")}
        if p.frame.id in _YIELDING and p.polarity == "negated" and bare & {"will", "would", "wo", "shall"}:
            p.kind, p.polarity, p.modality = "rejection", "affirmed", "actual"  # "would not bow to pressure"
        spurned = p.frame.id == "acceptance.agree" and p.polarity == "negated"
        will_not = tree.lemma(p.head) == "agree" and bare & {"will", "would", "wo"}
        if spurned and (
            will_not or (tree.lemma(p.head) == "accept" and bare & {"do", "will", "would", "can", "could"})
        ):
            p.kind, p.polarity, p.modality = "rejection", "affirmed", "actual"  # "we do not accept ultimatums"
        if p.frame.id == "n.proposal":
            p.polarity, p.modality = "affirmed", "actual"  # "rejected an offer by X to": it was made all the same
        if p.frame.id == "proposal.terms" and (who := tree.subject(p.head)) is not None:
            p.kind = "demand" if tree.lemma(who) in ("demand", "condition") else p.kind
        if p.kind in ("exchange", "trend", "control", "deployment", "obstruction") and self._as_proposed(p):
            p.kind, p.modality, p.about, p.by = "proposal", "actual", p.head, None
        if p.frame.id == "commitment.word" and p.about is not None:
            led = {p.tree.lemma(k) for k in p.tree.deps(p.about, "acl")}
            p.kind = "proposal" if led & words("stance", "services") else p.kind  # "its readiness to host the talks"
        if p.frame.id == "rejection.none":
            bound = [k for k in tree.deps(p.head, "advcl") if tree.marks(k) & {"before", "until", "unless"}]
            p.kind, p.modality = "demand" if bound else "rejection", "actual"  # "no truce before the siege is lifted"
            p.by = p.voice.speaker if p.voice is not None else None
        if p.kind == "aid" and p.modality == "actual" and tree.lemma(p.head) in words("reading", "finder_promising"):
            p.modality = "future"  # "pledged 3 million in aid"

    def _of_a_bargain(self, p: Proposition) -> bool:
        """Whether what is broken off is an agreement, and no truce."""
        thing = p.tree.object(p.head)
        breaks = p.tree.lemma(p.head) in ("suspend", "freeze", "cancel", "abandon", "call", "halt", "break", "end")
        if thing is None or not breaks or p.tree.lemma(thing) not in _SETTLED:
            return False
        before = {p.tree.lemma(k) for k in p.tree.deps(thing, "compound", "amod", "nmod")}
        return not before & {"truce", "ceasefire", "fire", "peace", "cease-fire", "armistice"}

    def _brokered(self, p: Proposition) -> None:
        """ "Oslo brokered a truce between the two": agreed between those two, and not by Oslo."""
        thing = p.tree.object(p.head)
        below = [*(p.tree.obliques(thing) if thing is not None else []), *p.tree.obliques(p.head)]
        pair = next((k for prep, k in below if prep == "between"), None)
        p.by = self._roles.cast.who(p.tree, pair) if pair is not None else None
        p.actor_at = pair

    def _own_plan(self, p: Proposition) -> bool:
        """Whether a state's own body approves what the state is to do."""
        tree, plan, who = p.tree, p.about, p.actor_at
        if plan is None or who is None or tree.lemma(p.head) not in ("approve", "adopt", "endorse"):
            return False
        bodies = {"cabinet", "government", "parliament", "knesset", "minister", "president", "leadership", "committee"}
        to_do = [k for k in tree.deps(plan, "acl") if "to" in tree.marks(k)]
        own = tree.lemma(plan) in ("plan", "decision", "proposal") and not tree.deps(plan, "nmod:poss", "amod")
        return own and bool(to_do) and tree.lemma(who) in bodies

    def _as_proposed(self, p: Proposition) -> bool:
        """ "Under the proposal, ten hostages would go free": terms of what is only offered."""
        under = [k for prep, k in p.tree.obliques(p.head) if prep == "under"]
        plans = ("proposal", "plan", "draft", "offer", "initiative", "term", "blueprint", "roadmap", "memorandum")
        only = {"propose", "proposed", "draft", "mooted", "suggested", "planned", "plan", "suggest"}
        offered = any(
            p.tree.lemma(k) in plans or any(p.tree.lemma(j) in only for j in p.tree.deps(k, "amod", "compound"))
            for k in under
        )
        return offered and any(p.tree.lemma(k) == "would" for k in p.tree.deps(p.head, "aux"))

    def _ended(self, tree: Tree, noun: int) -> str | None:
        """What "the suspension of" or "the end of" something is, where it binds nobody: of a truce, of ties."""
        if tree.lemma(noun) not in ("suspension", "end", "termination", "cancellation", "collapse", "halt"):
            return None
        kinds = {kind for p, k in tree.obliques(noun) if p in ("of", "to") for kind in self._roles.kinds(tree, k)}
        if kinds & {"partaking", "treaty"}:
            return "rejection"  # "announced the suspension of its participation in the treaty"
        return "trend" if "truce" in kinds else "sanction" if "ties" in kinds else None

    def _remarked(self, tree: Tree, i: int) -> bool:
        """Whether a participle with a doer of its own hangs on an afterthought to what was said, outside quotes: the
        report's own remark."""
        up = tree.head(i)
        after = tree.rel(i) == "acl" and tree.rel(up) in ("appos", "parataxis")
        indefinite = any(tree.lemma(k) == "a" for k in tree.deps(up, "det"))
        return after and indefinite and tree.agent(i) is not None and not self.page.quote_at(tree.words[i].start)

    def _of_its_verb(self, p: Proposition) -> str | None:
        """ "Called off a swap", "is considering sanctions": what the light verb itself makes of its event."""
        if p.nominal or not p.frame.flags & {"light", "light_subject"} or p.kind not in _PLANNED:
            return None
        entry = p.notes[0].rsplit(":", 1)[-1]
        verb = entry.removeprefix("be ")
        until = any(prep in ("until", "till", "to") for prep, _ in p.tree.obliques(p.head))
        if verb in ("delay", "due") or (verb in ("postpone", "put off") and until):
            return "future"
        if verb in words("scope", "cancelled"):
            return "cancelled"
        if entry in ("consider", "weigh", "mull", "discuss", "contemplate"):
            return "possible"
        return "future" if entry in ("plan", "prepare", "schedule", "arrange", "agree", "agree to") else None

    def _own_course(self, p: Proposition) -> None:
        """What a speaker says its own side will do: let aid in is a promise, step up the fight a threat."""
        own = p.voice is not None and p.by is not None and _same(p.voice.speaker, p.by)
        own = own or (p.voice is not None and p.by is not None and _stateless(p.voice.speaker, p.by))
        self._withheld(p, own=own)
        if p.kind == "trend" and self._bound_course(p):
            return
        to_come = own and p.polarity == "affirmed" and p.modality in ("future", "conditional") and will(p)
        if self._own_measures(p, to_come=to_come):
            return
        if p.frame.id == "threat.respond" and not own:
            p.kind = "trend" if p.tree.lemma(p.head) in words("reading", "finder_courses") else "none"
        elif to_come and p.frame.id == "trend.do" and p.tree.lemma(p.head) in words("reading", "finder_harming"):
            p.kind, p.modality = "threat", _of_the_act(p.modality)
        elif to_come and binds(p):
            p.about = p.head if p.kind == "trend" else p.about  # "we will continue to fight"
            p.kind, p.modality = "commitment", _of_the_act(p.modality)
        elif (to_come and p.frame.id == "deployment.send" and self._to_another(p)) or (
            to_come and (p.frame.id, p.tree.lemma(p.head)) in _relenting()
        ):
            p.kind, p.modality, p.about = "commitment", _of_the_act(p.modality), p.tree.dep(p.head, "obj")
        elif to_come and p.kind in ("attack", "obstruction", "sanction") and p.frame.polarity == "affirmed":
            p.kind, p.modality = "threat", _of_the_act(p.modality)  # "we will strike the capital"
        elif to_come and p.kind in ("deployment", "rejection") and self._unless(p):
            p.kind, p.modality = "threat", "conditional"  # "will withdraw its troops unless"
        elif p.frame.id in _SHUNNING and own and p.polarity == "affirmed" and self._might(p):
            p.kind = "threat"  # "could walk away from the talks"
            p.modality = "possible" if p.modality == "actual" else p.modality
        elif p.frame.id == "acceptance.agree" and own and p.modality == "conditional" and will(p):
            p.kind = "commitment"  # "if there is an offer we will accept it"
        elif p.frame.id == "obstruction.let" and own and p.modality == "future" and p.tree.deps(p.head, "aux"):
            p.kind, p.polarity, p.modality, p.about = "commitment", "affirmed", "actual", p.tree.dep(p.head, "obj")

    def _bound_course(self, p: Proposition) -> bool:
        """Whether a course of things is what somebody binds himself to, or asks for; it is made so."""
        if p.frame.id == "trend.do" and self._wished_wider(p):
            p.kind, p.modality, p.about = "demand", "actual", p.tree.object(p.head)
        elif p.frame.id == "trend.do" and p.modality == "future" and as_agreed(p):
            p.kind, p.modality, p.about = "commitment", "actual", p.tree.object(p.head)
        return p.kind != "trend"

    def _wished_wider(self, p: Proposition) -> bool:
        """ "Would like to widen the truce to ports", "wants to extend the ceasefire": asked of the others too."""
        tree, thing = p.tree, p.tree.object(p.head)
        up = tree.head(p.head) if tree.rel(p.head) == "xcomp" else -1
        wider = tree.lemma(p.head) in ("widen", "broaden", "extend", "expand", "prolong")
        wished = up >= 0 and tree.lemma(up) in ("want", "like", "wish", "hope", "seek")
        return wider and wished and thing is not None and "truce" in self._roles.kinds(tree, thing)

    def _own_measures(self, p: Proposition, *, to_come: bool) -> bool:
        """What a side says of its campaign, of whom it will bar and what it will boycott: whether it is one."""
        if p.frame.id == "trend.go" and own_campaign(p):
            p.kind, p.modality, p.about, p.targets = "commitment", "actual", p.head, []
            p.by = p.voice.speaker if p.voice is not None else None  # "the operation will go on until ..."
        elif to_come and p.kind == "obstruction" and bars_people(p):
            p.kind, p.polarity = "sanction", "affirmed"  # "would deny entry to all who helped the junta"
        elif to_come and p.frame.id == "rejection.refuse" and p.tree.lemma(p.head) in words("stance", "harming"):
            p.kind, p.modality = "threat", _of_the_act(p.modality)  # "will boycott the vote"
        else:
            return False
        return True

    def _of_its_kind(self, p: Proposition) -> None:
        """What the kind or the frame itself makes of polarity and modality: an act told is an act done."""
        if p.kind in HOLDS and not (p.modality == "future" and (p.tree.deps(p.head, "aux") or self._expected(p))):
            asked = p.tree.dep(p.head, "nsubj:pass") is not None or seems(p)  # "may be asked to help"
            p.modality = "actual" if p.modality == "future" or (p.modality == "possible" and not asked) else p.modality
        if p.kind in ("threat", "assessment") or p.frame.id in ("proposal.there", "proposal.terms"):
            p.modality = "actual"
        if p.kind == "assessment":
            p.polarity = "affirmed"
            p.by = p.voice.speaker if p.voice is not None else p.by if p.self_vouched else None
        if p.frame.id == "obstruction.let" and p.modality == "future" and p.tree.lemma(p.tree.head(p.head)) == "agree":
            p.modality = "actual"
        if p.frame.id == "obstruction.reach":
            p.polarity, p.modality = "affirmed", "actual" if p.modality == "possible" else p.modality

    def _expected(self, p: Proposition) -> bool:
        """ "Is expected to call for a truce", "is due in Oslo to press for one": the act itself is yet to come."""
        up = p.tree.head(p.head)
        if up >= 0 and p.tree.lemma(up) == "due":
            return True
        return p.tree.rel(p.head) == "xcomp" and up >= 0 and p.tree.lemma(up) in words("scope", "awaited")

    def _withheld(self, p: Proposition, *, own: bool) -> None:
        """ "We will not attack", "would stop attacking ships if": a promise. "Will not negotiate": a refusal."""
        if p.polarity != "negated" or p.modality not in ("future", "conditional") or p.nominal:
            return
        up = p.tree.head(p.head)
        ending = p.tree.rel(p.head) == "xcomp" and p.tree.lemma(up) in words("reading", "finder_ending")
        top = up if ending else p.head
        if not {p.tree.lemma(k) for k in p.tree.deps(top, "aux")} & {"will", "would", "shall", "wo"}:
            return
        yields = p.kind in ("control", "deployment") and p.tree.lemma(p.head) in words("reading", "finder_yielding")
        binding = own or self._mutual(p)
        if (own and yields) or p.frame.id in ("talks.meet", "talks.hold"):
            p.kind, p.polarity, p.modality, p.about = "rejection", "affirmed", "actual", p.head
        elif binding and p.kind == "attack":
            bound = any(p.tree.marks(k) & {"if", "unless"} for k in p.tree.deps(top, "advcl"))
            p.modality = "conditional" if bound else _of_the_act(p.modality)
            p.kind, p.polarity, p.about, p.head = "commitment", "affirmed", p.head, top

    def _mutual(self, p: Proposition) -> bool:
        """ "Neither side will strike ports": what an accord binds both to."""
        who = p.tree.subject(p.head)
        both = who is not None and p.tree.lemma(who) in ("side", "party", "country", "army", "neighbour", "neighbor")
        return both and any(p.tree.lemma(k) == "neither" for k in p.tree.deps(who or 0, "det", "cc:preconj"))

    def _to_another(self, p: Proposition) -> bool:
        """ "Will send drones to Graustark"."""
        to = (k for prep, k in p.tree.obliques(p.head) if prep == "to")
        whom = [self._roles.single_entity(p.tree, k) for k in to]
        return any(e is not None and e.party is not None and p.by is not None and e.party != p.by.party for e in whom)

    def _unless(self, p: Proposition) -> bool:
        return any("unless" in p.tree.marks(k) for k in p.tree.deps(p.head, "advcl"))

    def _might(self, p: Proposition) -> bool:
        return any(p.tree.lemma(k) in ("could", "can", "may", "might") for k in p.tree.deps(p.head, "aux"))


@lru_cache(maxsize=1)
def _relenting() -> frozenset[tuple[str, str]]:
    """Frames with verbs by which one who says so of oneself gives way: "will end the war", "will lift sanctions"."""
    ending = {("trend.do", w) for w in words("reading", "finder_ending")}
    return frozenset(ending | {("sanction.impose", w) for w in words("reading", "finder_easing")})


def _same(speaker: Entity, actor: Entity) -> bool:
    """Whether who acts is who speaks: the same party, or the same mention where neither has one."""
    if actor.party is None and speaker.party is not None:
        return actor.text.lower() in words("reading", "finder_ones_own")  # "the army would ..., the minister said"
    if speaker.party is not None or actor.party is not None:
        return speaker.party == actor.party
    return speaker.text == actor.text


def _stateless(speaker: Entity, actor: Entity) -> bool:
    """ "Ruritania will respond, the minister said": an office of no told state speaks for the state it tells of."""
    state = actor.party is not None and actor.party.isupper() and "+" not in actor.party
    return speaker.party is None and speaker.role in DOING and state


def _of_the_act(modality: str) -> str:
    """The modality of an act of speech whose content has this one: made, or bound to a condition."""
    return "conditional" if modality == "conditional" else "actual"
