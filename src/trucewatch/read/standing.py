"""Which propositions stand: what is only named, aimed at, barred or protested against is claimed by nobody."""

from __future__ import annotations

from trucewatch.read.lexicons import words
from trucewatch.read.nesting import HOLDS, by_number, held_since, since_dead
from trucewatch.read.no_claims import no_claim
from trucewatch.read.no_events import NoEvents
from trucewatch.read.own_course import opens_with
from trucewatch.read.page import Page
from trucewatch.read.proposition import Proposition
from trucewatch.read.roles import Roles
from trucewatch.read.scope import ranked
from trucewatch.read.setting import signed
from trucewatch.read.taught import shown
from trucewatch.read.tree import Tree

_TOWARDS = frozenset({"of", "by", "in", "at", "without", "for", "about", "towards", "toward", "despite", "before"})
_GENERIC = frozenset({"attack", "interception", "damage", "casualties", "outage"})
_TOPICS = frozenset({"exchange", "displacement", "outage", "control", "casualties", "deployment"})
_NOT_TOPICS = frozenset({"aid", "trend", "exchange", "attack", "control", "talks", "displacement", "sanction"})
_ACTS = frozenset({"accusation", "demand", "acceptance", "rejection", "threat"})
_WAITED, _STANDS = _ACTS | {"talks"}, frozenset({"commitment", "trend", "threat"})
_ATTRIBUTES = frozenset({"detention", "aid", "exchange", "displacement"})
_NEAR = 2  # sentences before and after that tell what a stance is about
_TOPIC_MARKS = words("reading", "finder_topic_marks")
_JOINING = words("reading", "finder_joining")
_ALSO_PAST = frozenset({"hit", "shut", "cut", "set", "put", "burst", "beat", "hurt", "read"})
_KEPT = frozenset({"station", "base", "post", "position", "park", "garrison"})
_LAWS = frozenset({"article", "charge", "count", "heading"})
_STATES, _SETTLED = frozenset({"condition", "health"}), frozenset({"agreement", "deal", "accord"})
_CHARGING = frozenset({"accuse", "blame", "suspect", "charge", "praise", "thank", "criticise", "criticize", "condemn"})
_HAPPENS = words("reading", "finder_happens")
_TO_COME = frozenset({"will", "would", "wo", "shall", "can", "could", "may"})  # "can resume only once they are freed"


class Standing:
    """Judges propositions one by one, after their scope is read."""

    def __init__(self, page: Page, roles: Roles) -> None:
        self.page, self._roles = page, roles
        self._no_events = NoEvents(page, roles)

    def stands(self, p: Proposition) -> bool:
        """Aims and mere labels are no claims."""
        if p.kind in HOLDS and self._of_no_conflict(p):
            return False
        if p.kind in ("acceptance", "rejection") and p.polarity == "affirmed" and _obliged(p):
            return False  # "written so that the other side must refuse it"
        if p.kind == "acceptance" and self._not_brought_about(p):
            return False
        if no_claim(self._roles, p):
            return False
        if (
            self._awaited(p)
            or self._feigned(p)
            or self._of_a_text(p)
            or self._bidding(p)
            or self._long_over(p)
            or self._not_said(p)
            or (self._habit(p) and p.polarity == "affirmed")
            or self._generic(p)
            or self._label(p)
            or self._asked(p)
            or self._unconfirmed(p)
            or self._no_events.none(p)
        ):
            return False
        return not (
            ("purpose" in p.notes and not self._joined_in(p) and not self._bound_for(p))
            or self._only_named(p)
            or self._mere_protest(p)
        )

    def _not_brought_about(self, p: Proposition) -> bool:
        """ "Oslo tries to broker a truce", "was barred from signing the treaty", "pressed him into accepting one"."""
        tree, up = p.tree, p.tree.head(p.head)
        if p.nominal or up < 0 or tree.rel(p.head) not in ("xcomp", "advcl", "ccomp"):
            return False
        marks = tree.marks(p.head) | set(tree.preposition(p.head).split())
        if "into" in marks:
            return tree.lemma(up) not in ("enter", "force", "coerce")
        led = tree.rel(p.head) == "xcomp" or "from" in marks
        return led and tree.lemma(up) in words("reading", "standing_unachieved")

    def _of_no_conflict(self, p: Proposition) -> bool:
        """ "Farmers demanded higher prices": a stance of nobody's party, in words of no conflict."""
        speakers = [e for e in (p.by, p.voice.speaker if p.voice is not None else None) if e is not None]
        if any(e.party is not None for e in speakers):
            return False
        trees = self.page.trees[max(0, p.tree.number - _NEAR) : p.tree.number + _NEAR + 1]
        if any(self.page.named[t.number] for t in trees):
            return False
        return not signed(self.page.text[trees[0].start : trees[-1].end])

    def _awaited(self, p: Proposition) -> bool:
        """ "No one will go free before the accord is signed", "will lift it once they disarm": only waited for."""
        tree = p.tree
        for k in (p.head, *tree.above(p.head)):
            up = tree.head(k)
            if tree.rel(k) == "advcl" and up >= 0 and tree.marks(k) & {"if", "unless", "should"} and p.kind in _WAITED:
                return p.kind != "demand"  # "if it refuses", "if it broke the deal"
            if tree.rel(k) == "advcl" and up >= 0 and tree.marks(k) & {"before", "once", "until"}:
                if _present(tree, k) and tree.marks(k) & {"before", "until"}:
                    return True  # "before the hostages are freed"
                aux = {tree.lemma(a) for a in tree.deps(up, "aux")}
                return bool(aux & _TO_COME) and p.kind not in ("talks", "exchange")
            if tree.rel(k) == "advcl" and up >= 0 and p.kind == "trend" and opens_with(tree, k, "when"):
                return any(tree.lemma(a) in ("will", "would", "wo", "shall") for a in tree.deps(up, "aux"))
            if tree.rel(k) in ("ccomp", "root"):
                return False
        return False

    def _of_a_text(self, p: Proposition) -> bool:
        """ "A resolution calling for a truce": what a text is about that somebody tables, passes or blocks."""
        up = p.tree.head(p.head)
        asks = p.kind == "demand" and p.tree.rel(p.head) in ("acl", "acl:relcl") and up >= 0
        return asks and p.tree.lemma(up) in words("reading", "standing_texts")

    def _feigned(self, p: Proposition) -> bool:
        """ "Only pretends to negotiate", "pretends that the siege is over"."""
        up = p.tree.head(p.head)
        return p.tree.rel(p.head) in ("xcomp", "ccomp") and up >= 0 and p.tree.lemma(up) in ("pretend", "feign")

    def _bidding(self, p: Proposition) -> bool:
        """ "Do not ignore the alarms!", "join the talk": told to the reader."""
        tree, i = p.tree, p.head
        spoken = p.voice is not None or p.nominal or p.kind not in _ACTS | {"talks", "commitment", "aid", "proposal"}
        if spoken or tree.rel(i) != "root" or tree.subject(i) is not None:
            return False
        return tree.low(i) == tree.lemma(i) and not tree.has(i, "VerbForm=Part")

    def _long_over(self, p: Proposition) -> bool:
        """ "Struck the terminal hours after the talks had ended": that they ended is only when it was."""
        tree, i = p.tree, p.head
        if p.frame.id != "talks.happen" or tree.rel(i) != "advcl" or not tree.marks(i) & {"after", "before"}:
            return False
        who = tree.subject(i)
        return who is not None and any(tree.lemma(k) == "the" for k in tree.deps(who, "det"))

    def _not_said(self, p: Proposition) -> bool:
        """ "Did not accuse anyone", "will not insist on it": an act of speech that was not performed."""
        performed = p.kind in ("accusation", "demand", "threat") and "act" in p.frame.flags | self._performing(p)
        denied = p.frame.id == "assessment.praise"  # "called the accusations groundless"
        return performed and p.polarity == "negated" and p.frame.polarity == "affirmed" and not denied

    def _performing(self, p: Proposition) -> frozenset[str]:
        return frozenset({"act"}) if p.self_vouched else frozenset()

    def _bound_for(self, p: Proposition) -> bool:
        """ "Will travel to Oslo to meet the envoy"."""
        up = p.tree.head(p.head)
        if up < 0 or p.kind not in ("talks", "demand"):
            return False
        return p.tree.lemma(up) == "due" or p.tree.lemma(up) in words("reading", "standing_travelling")

    def _joined_in(self, p: Proposition) -> bool:
        """ "X joined Y to call on Z": an aim that is reached in being told."""
        up = p.tree.head(p.head)
        return p.self_vouched and p.tree.rel(p.head) in ("xcomp", "advcl") and up >= 0 and p.tree.lemma(up) in _JOINING

    def _mere_protest(self, p: Proposition) -> bool:
        """ "Condemned the attack" charges nobody."""
        if (
            p.kind != "accusation"
            or not p.targets
            or p.tree.lemma(p.head) not in ("condemn", "denounce", "deplore", "decry")
        ):
            return False
        tree, k = p.tree, p.targets[0]
        named = [j for at in (p.head, k) for prep, j in tree.obliques(at) if prep == "as"]
        charging = words("stance", "accuse_words", "branding")
        if any(tree.lemma(w) in charging for j in named for w in tree.under(j)):
            return False  # "condemned the raid as a violation of its sovereignty"
        return "assault" in self._roles.kinds(tree, k) and self._roles.author(tree, k, None) is None

    def _only_named(self, p: Proposition) -> bool:
        """Whether a thing is only spoken of: an aim, a topic, "about distributing aid", "efforts to end the war"."""
        tree, i = p.tree, p.head
        if p.nominal and p.kind in ("attack", "clash", "trend") and (self._barred(p) or self._of_the_law(p)):
            return True
        if p.nominal or shown(p):
            topical = p.kind in _TOPICS or p.frame.id in ("n.signing", "n.sanction.change")
            return topical and not shown(p) and not self._happens(p)
        if tree.rel(i) in ("advcl", "ccomp") and tree.lemma(tree.head(i)) in _CHARGING:
            return False  # "accused X of shelling Y": the deed is told as done
        marks = tree.marks(i) | set(tree.preposition(i).split())
        if (
            tree.rel(i) in ("acl", "advcl", "obl", "nmod", "csubj", "nsubj")
            and marks & _TOPIC_MARKS
            and p.kind in _NOT_TOPICS
        ):
            return True
        if tree.rel(i) in ("acl", "advcl") and marks & _TOWARDS and p.kind in _ACTS:
            return not p.self_vouched or tree.rel(i) == "acl" or bool(marks & {"by", "of"})  # "stopped short of"
        if (
            tree.rel(i) in ("acl", "acl:relcl")
            and p.kind == "control"
            and tree.lemma(i) in ("occupy", "hold", "control")
        ):
            return True  # "territory held by the rebels"
        if self._tells_which(p, marks):
            return True
        if tree.rel(i) in ("csubj", "nsubj") and p.kind in _NOT_TOPICS:
            return tree.rel(i) == "nsubj" or tree.dep(tree.head(i), "expl") is None  # "it is true that" tells it
        if tree.rel(i) == "acl" and p.kind == "acceptance" and tree.passive(i) and not marks:
            return tree.rel(tree.head(i)) in ("obl", "nmod")  # "under a deal brokered by Oslo"
        if tree.rel(i) == "acl" and p.kind == "exchange" and tree.lemma(tree.head(i)) in _SETTLED:
            return False  # "an agreement to exchange 300 prisoners each"
        return tree.rel(i) == "acl" and "to" in marks and self._yet_to_do(p)

    def _yet_to_do(self, p: Proposition) -> bool:
        """ "Efforts to end the war", "50 days to agree to a truce": what is only to be done."""
        if p.kind == "acceptance":
            return p.tree.lemma(p.tree.head(p.head)) not in words("reading", "standing_resolved")
        return p.kind in _NOT_TOPICS and not ranked(p.tree, p.tree.head(p.head))

    def _tells_which(self, p: Proposition, marks: frozenset[str]) -> bool:
        """ "The soldiers held there": which soldiers; "the 18 soldiers held since July" is told by itself."""
        tree, i = p.tree, p.head
        if p.kind == "detention" and (held_since(p) or by_number(p)):
            return False
        if tree.rel(i) == "acl":
            kept_there = p.frame.id == "deployment.send" and tree.lemma(i) in _KEPT
            return not marks and (p.kind in _ATTRIBUTES or p.frame.id == "deployment.be" or kept_there or since_dead(p))
        return tree.rel(i) == "acl:relcl" and p.kind in _ATTRIBUTES | {"obstruction"} and len(tree.under(i)) < 7

    def _of_the_law(self, p: Proposition) -> bool:
        """ "A case under the article “Terrorist attack”": what somebody is charged with is named by the law."""
        before = p.tree.words[max(0, p.head - 4) : p.head]
        return any(t.lemma in _LAWS for t in before) and any(t.text in ('"', "“", "‘", "'") for t in before)

    def _barred(self, p: Proposition) -> bool:
        """ "A halt to strikes", "a ban on attacks": what is to cease or not to be is no attack."""
        up = p.tree.head(p.head)
        noun = up >= 0 and p.tree.rel(p.head) in ("nmod", "obl") and p.tree.lemma(up) in words("scope", "barring")
        planned = up >= 0 and p.tree.rel(p.head) == "obj" and p.tree.lemma(up) in words("reading", "standing_planning")
        return noun or planned or p.modality == "future"

    def _habit(self, p: Proposition) -> bool:
        """ "They strike military targets only", said of what somebody does as a rule: no event."""
        tree, i = p.tree, p.verb
        present = tree.has(i, "Tense=Pres") and tree.has(i, "VerbForm=Fin") and tree.words[i].text not in _ALSO_PAST
        plain = p.kind == "attack" and not p.nominal and present and not tree.deps(i, "aux", "cop")
        return plain and (p.voice is not None or self._only(tree, i))

    def _only(self, tree: Tree, i: int) -> bool:
        """ "They strike military targets only": what is done as a rule."""
        return any(tree.lemma(k) in ("only", "always", "never", "usually") and k > i for k in tree.under(i)[-4:])

    def _generic(self, p: Proposition) -> bool:
        """ "A drone that is shot down can still start a fire", "shells that fall on a street": of none there is."""
        tree, i = p.tree, p.head
        if p.nominal or p.kind not in _GENERIC:
            return False
        relative = tree.rel(i) in ("acl:relcl", "advcl:relcl")
        who = tree.head(i) if relative else tree.subject(i)
        told = self._timeless(tree, i) if relative else any(tree.lemma(k) == "can" for k in tree.deps(i, "aux"))
        return who is not None and told and self._any_such(tree, who)

    def _timeless(self, tree: Tree, i: int) -> bool:
        """A clause in the present or of what must not be: no event."""
        aux = tree.deps(i, "aux", "aux:pass")
        if any(tree.lemma(k) in ("must", "should", "can") for k in aux):
            return True
        if any(tree.lemma(k) == "have" for k in aux) or (tree.words[i].text in _ALSO_PAST and not aux):
            return False
        bearing = [k for k in aux if tree.has(k, "VerbForm=Fin")] or [i]
        return all(tree.has(k, "Tense=Pres") and tree.has(k, "VerbForm=Fin") for k in bearing)

    def _any_such(self, tree: Tree, who: int) -> bool:
        """A noun of which none in particular is meant: with "a", or bare in the plural, without a number."""
        if tree.words[who].upos != "NOUN" or tree.deps(who, "nummod", "nmod:poss"):
            return False
        marked = tree.deps(who, "det")
        low = {tree.low(k) for k in marked}
        return low <= words("reading", "standing_generic") if marked else tree.has(who, "Number=Plur")

    def _label(self, p: Proposition) -> bool:
        """ "One of the buildings struck was a clinic": a bare participle only names which."""
        tree, i = p.tree, p.head
        if tree.rel(i) != "acl" or p.nominal or tree.kids[i] or tree.head(i) > i:
            return False
        return any(tree.lemma(k) in ("the", "those", "these") for k in tree.deps(tree.head(i), "det"))

    def _unconfirmed(self, p: Proposition) -> bool:
        """ "The ministry did not confirm his death": neither that he died nor that he did not."""
        tree, i = p.tree, p.head
        if p.nominal and tree.head(i) >= 0 and tree.rel(i) in ("obj", "nsubj:pass"):
            i = tree.head(i)
        heard = tree.lemma(i) in ("confirm", "verify", "corroborate") and p.kind in _GENERIC | {"control", "exchange"}
        return heard and any(tree.lemma(k) in ("not", "n't", "never") for k in tree.deps(i, "advmod"))

    def _asked(self, p: Proposition) -> bool:
        """ "Asked whether it would keep to the pause": what is asked is claimed by nobody."""
        tree = p.tree
        if self._in_question(tree, p.head):
            return True
        clause = next((k for k in (p.head, *tree.above(p.head)) if tree.rel(k) in ("ccomp", "advcl", "acl")), None)
        return p.kind in _STANDS and clause is not None and "whether" in tree.marks(clause)

    def _in_question(self, tree: Tree, i: int) -> bool:
        """ "Does not show who caused the fire", "unclear who attacked it": it is not said that anybody did."""
        who = tree.subject(i)
        if who is None or who > i or tree.rel(i) not in ("ccomp", "csubj", "csubj:pass") or tree.head(i) > i:
            return False
        asks = who if tree.lemma(who) in ("who", "what") else next(iter(tree.deps(who, "det", "nmod:poss")), None)
        return asks is not None and tree.low(asks) in ("who", "what", "which", "whose")

    def _happens(self, p: Proposition) -> bool:
        """Whether an event noun is said to happen: as a subject, as what follows or leads up, on its own."""
        tree, i = p.tree, p.head
        rel, preposition = tree.rel(i), tree.preposition(i)
        if p.modality != "actual":
            return False
        if rel in ("nsubj", "nsubj:pass") and p.kind in ("control", "deployment"):
            return tree.lemma(tree.head(i)) in words("reading", "standing_under_way")  # a withdrawal may be a condition
        if rel in ("nsubj", "nsubj:pass", "root"):
            return True
        if rel == "obj":
            return tree.lemma(tree.head(i)) in _HAPPENS
        return rel in ("obl", "nmod") and preposition in ("after", "following", "since", "before", "during", "in", "by")

    def says_enough(self, p: Proposition) -> bool:
        """A lone word or two carry no proposition, but for a participle with its object ("killing 31")."""
        length = len(self.page.text[p.span[0] : p.span[1]].split())
        return length > 2 or (length == 2 and (p.nominal or bool(p.targets)) and p.tree.rel(p.head) != "acl:relcl")


def _present(tree: Tree, i: int) -> bool:
    """Whether a clause is in the present: what it tells has not come about."""
    bearing = [k for k in tree.deps(i, "aux", "aux:pass", "cop") if tree.has(k, "VerbForm=Fin")] or [i]
    return any(tree.has(k, "Tense=Pres") and tree.lemma(k) != "have" for k in bearing)


def _obliged(p: Proposition) -> bool:
    return any(p.tree.lemma(k) in ("must", "should", "ought") for k in p.tree.deps(p.head, "aux"))
