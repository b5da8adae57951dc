"""Who is who in a report: a noun phrase, a pronoun, "the ministry" led back to the fullest mention."""

from __future__ import annotations

import re
from bisect import bisect_right

from trucewatch.read.bodies import Bodies
from trucewatch.read.heard import NEUTRAL, PLURAL, SINGULAR, cited_within, for_want
from trucewatch.read.lexicons import words
from trucewatch.read.mentions import _Seen, groups, offices
from trucewatch.read.naming import NOT_NOW, Entity, brief, ministers_office, otherwise_owned, possessor, stranger
from trucewatch.read.page import Page
from trucewatch.read.tree import Tree
from trucewatch.values.vocabularies import Role

_MEMORY = 12  # mentions looked back over for a pronoun
_ACCOUNT = 4  # sentences of an account that "he added" may go on with
_PEOPLE = 60  # mentions looked back over for the person that an office describes
_PERSONAL = frozenset({"his", "her", "our", "my"})
SELF = words("reading", "cast_self")
PRONOUNS = SINGULAR | NEUTRAL | PLURAL | SELF
_OWN_BODIES = frozenset({"army", "military", "navy", "ministry"})
_COUNTRY = frozenset({"country", "nation", "republic", "kingdom"})
_APART = frozenset({"faction", "opposition", "movement", "group", "party", "media", "militia"})
_KIN = words("cues", "private") | {"family", "friend"}
_INSIDE = frozenset({"of", "in", "at", "from", "within", "inside"})
_OWNER = {"its": "it", "their": "they", "his": "he", "her": "she", "our": "we", "my": "i"}


class Cast(Bodies):
    """Looks mentions up; learns who spoke as the attribution goes through the report."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._who: dict[tuple[int, int, Entity | None], Entity | None] = {}

    def who(self, tree: Tree, i: int, speaker: Entity | None = None) -> Entity | None:
        """The entity that a noun phrase means: its fullest mention, or None for a pronoun that cannot be led back.

        ``speaker``: who says the clause that the phrase stands in; "we" and a clause's own "it" mean the speaker.
        """
        asked = (tree.number, i, speaker)
        if asked not in self._who:
            self._who[asked] = None  # "its leaders", who are known by whose they are: no end without this
            self._who[asked] = self._found(tree, i, speaker)
        return self._who[asked]

    def spoke(self, offset: int, entity: Entity) -> None:
        """Remember who spoke, for the pronouns and continued quotations that follow."""
        super().spoke(offset, entity)
        self._who.clear()  # what pronouns mean may have changed

    def _found(self, tree: Tree, i: int, speaker: Entity | None) -> Entity | None:
        low = tree.low(i)
        named = tree.words[i].text.isupper() and len(low) > 1  # "WHO" and "US" are no pronouns
        if not named and (tree.words[i].upos == "PRON" or low in PRONOUNS):
            return self._pronoun(tree, i, low, speaker)
        entity = self._bare(tree, i)
        key = self.key(tree, i)
        if key and not tree.deps(i, "conj"):
            best = self._fullest.get(key, entity)
            best = best._replace(party=best.party or entity.party, role=best.role or entity.role)
            return self._settled(tree, i, key, best)
        if any(tree.lemma(k) == "whose" for k in tree.deps(i, "nmod:poss")):
            return self._owner_before(tree, i, entity)
        known = None
        if not tree.deps(i, "conj"):
            known = self._several(tree, i, entity) or self._foe(tree, i, entity, speaker)
            known = known or self._teller_again(tree, i, entity) or self._described(tree, i, entity, speaker)
        if known is None and entity.party is None and entity.plural:
            known = self._of_both(tree, i, entity)
        if known is not None:
            return known
        if entity.party is None and not tree.deps(i, "conj"):
            if (whole := self._whole_name(entity)) is not None:
                return whole
            return self._pointed(tree, i, entity, speaker)
        return entity

    def _settled(self, tree: Tree, i: int, key: str, best: Entity) -> Entity:
        """A person with the party that his office has where nothing else tells it."""
        if best.party is None and best.role is None and key in self._after_office:
            office = self.who(*self._after_office[key])
            if office is not None and not office.person:
                return best._replace(party=office.party, role=office.role, presumed=True)
        if best.party is None and key in self._local:
            gaza = self.home == "PSE" or self._country_before(tree, best.start) == "PSE"
            return best._replace(
                party="gaza-authorities" if gaza and self._local[key] else None if gaza else self.home,
                presumed=True,
            )
        if best.party or best.role is None:
            return best
        if best.text.split()[0].lower() in _OWNER:  # "its spokesman Ana Ruiz": whoever "it" is, and nobody else
            return best.speaking_for(self._owner(tree, i))
        if {w.lower() for w in best.text.split()[:4]} & words("cues", "speakers"):  # "spokesman Ivo Petz said"
            body = self._spoken_for(tree, best)
            own = words("cues", "domestic").isdisjoint(best.text.lower().split()[:4])
            if body is not None or own:
                return best.speaking_for(body)
        if key in self._bodied or not self._of_state(best, key):
            return best
        return best._replace(party=self._at_home(tree, best.text, best.start, best.role), presumed=True)

    def _owner(self, tree: Tree, i: int) -> Entity | None:
        """Whoever the pronoun before a person's office means, where the mention itself has it."""
        for k in tree.deps(i, "nmod:poss", "nmod:desc", "compound"):
            for j in (k, *tree.deps(k, "nmod:poss")):
                word = _OWNER.get(tree.low(j))
                owner = self._pronoun(tree, j, word, None) if word else None
                if owner is not None:
                    return owner
        return None

    def _described(self, tree: Tree, i: int, entity: Entity, speaker: Entity | None) -> Entity | None:
        """ "The Russian leader", "the premier": the one person named before whose office or party it fits."""
        if entity.person or entity.plural or not any(tree.lemma(k) == "the" for k in tree.deps(i, "det")):
            return None
        office = entity.text.lower()
        if tree.words[i].upos != "NOUN" or self._told_further(tree, i, office):
            return None
        if any(tree.lemma(k) in NOT_NOW for k in tree.deps(i, "amod")):
            return None  # whoever held the office before is not who holds it
        said = office.split()
        tails = {" ".join(said[k:]) for k in range(max(0, len(said) - 4), len(said))}
        rows = [row for row in offices() if row & tails]
        if not rows:
            return None
        titles = sorted({t for row in rows for t in row}, key=len, reverse=True)
        title = re.compile(r"\b(?:" + "|".join(map(re.escape, titles)) + r")\b", re.I)
        fitting: dict[str, Entity] = {}
        for seen in self._seen[: bisect_right(self._starts, entity.start - 1)][-_PEOPLE:]:
            known = self._fullest.get(seen.key)
            if not seen.person or known is None or known.plural:
                continue
            same = entity.party is None or known.party in (entity.party, None)
            if known.party is None and tree.deps(i, "nmod:poss"):
                continue  # "the union's envoy" is nobody's negotiator of whom no party is told
            if same and (title.search(self._titles.get(seen.key, "")) or self._by_rank(entity, known, titles)):
                fitting[seen.key] = known
        if not fitting and (last := self._untitled(tree, entity)) is not None:
            return last
        if len(fitting) != 1 or self._held_twice(tree, i, entity):
            return None
        whose = next(iter(fitting.values())).party
        if (
            speaker is not None
            and entity.party is None
            and None not in (speaker.party, whose)
            and whose != speaker.party
        ):
            return None  # "the White House said the president wanted": no other state's
        ((key, found),) = fitting.items()
        return self._settled(
            tree, i, key, found._replace(party=found.party or entity.party, role=found.role or entity.role)
        )

    def _owner_before(self, tree: Tree, i: int, entity: Entity) -> Entity:
        """ "The agency, whose officials said": the officials are the agency's."""
        for up in tree.above(i):
            if tree.rel(up) == "acl:relcl" and tree.head(up) >= 0:
                owner = self.who(tree, tree.head(up))
                return owner if owner is not None else entity
        return entity

    def _pronoun(self, tree: Tree, i: int, low: str, speaker: Entity | None) -> Entity | None:
        if low in SELF:
            return speaker
        if speaker is None and tree.rel(i) == "nsubj" and tree.head(i) == tree.root:
            again = self._same_again(tree, low)
            if again is not None:
                return again
        if low in SINGULAR:
            if speaker and (speaker.person or speaker.in_office):
                return speaker
            return self._person_before(tree, i)
        if low in NEUTRAL:
            if speaker and not speaker.person:
                return speaker
            return self._state_of(tree, i, speaker) or self._back(tree, i, person=False)
        if low in PLURAL:
            at = tree.head(i) if tree.rel(i) == "nmod:poss" else i  # "the union said they would stay", "their fighters"
            told = tree.rel(at) == "nsubj" and tree.rel(tree.head(at)) == "ccomp"
            body = speaker is not None and not speaker.person and told
            if speaker is not None and self.page.quote_at(tree.words[i].start) is not None:
                if speaker.role in (Role.WITNESS, Role.ANONYMOUS):
                    return None  # "“They bombed us,” a resident said": nobody that the report need name
                body = False
            if speaker and (speaker.plural or body):
                return speaker
            return self._whole(self._back(tree, i, person=False, plural=True))
        return None

    def _person_before(self, tree: Tree, i: int) -> Entity | None:
        """ "A man was hurt when troops fired at him": nobody that was named before."""
        unnamed = not tree.rel(i).startswith("nsubj") and any(stranger(tree, k, i) for k in range(i))
        return None if unnamed else self._back(tree, i, person=True)

    def _back(self, tree: Tree, i: int, *, person: bool, plural: bool = False) -> Entity | None:
        """The latest fitting mention before a word, at most two sentences back: speakers and subjects first."""
        offset = tree.words[i].start
        at = bisect_right(self._starts, offset - 1)
        fitting = [
            s for s in self._seen[max(0, at - _MEMORY) : at] if s.person == person and tree.number - s.sentence <= 2
        ]
        if plural:
            things = words("cues", "pictures", "media_nouns")
            fitting = [s for s in fitting if s.plural and s.key.split()[-1].removesuffix("s") not in things]
        elif not person:
            fitting = [s for s in fitting if not s.plural and self._fullest[s.key].party]
        else:
            fitting = [s for s in fitting if not s.plural]  # "survivors": he is none of them
        low = tree.low(i)
        fitting = [s for s in fitting if not self._other_sex(low, s.key)]
        if tree.rel(i).startswith("nsubj") and tree.rel(tree.head(i)) == "acl:relcl" and not person:
            noun = tree.words[tree.head(tree.head(i))]  # "the state, with which it severed ties": not that state
            fitting = [s for s in fitting if not s.start <= noun.start < noun.end <= s.start + len(s.key)]
        here = [s for s in fitting if s.subject and s.sentence == tree.number]
        owned = self._subject_owned(tree, i)
        owns = owned is not None and not person
        told = self._nobody_known(tree, owned) if owned is not None and not (person or plural or here) else None
        if told is not None:
            return told
        if here and (tree.rel(i).startswith("nsubj") or owns):  # "X rejected that: the missile, it said, hit a house"
            return self._fullest[here[0].key]
        last, heard = self.last_speaker(offset), self.last_heard(offset)
        if heard and cited_within(self.page.trees[bisect_right(self.page.starts, heard[0]) - 1], heard[0]):
            last = None
        newer = [s for s in fitting if s.subject and s.sentence > self._spoke_in(offset)]
        if (
            last
            and last.person == person
            and tree.rel(i) == "nsubj"
            and tree.lemma(tree.head(i)) in words("cues", "plain")
        ):
            newer = [s for s in newer if self._may_tell(self._fullest[s.key], last)]
            near = tree.number - self._spoke_in(offset) <= _ACCOUNT
            if person and not newer and near and not self._other_sex(low, last.text):
                return last  # "the mayor said ... A worker was hurt. He added": who tells, not who was hurt
        if (
            last
            and not (person and newer)
            and last.person == person
            and last.plural == plural
            and (
                self._spoke_in(offset) >= tree.number - 1
                or any(self._fullest[s.key].text == last.text for s in fitting)
            )
        ):
            return last
        for pick in ([s for s in fitting if s.subject], fitting):
            if pick:
                latest = max(s.sentence for s in pick)
                return self._as_known(next(s for s in pick if s.sentence == latest))
        return for_want(self.page, self.who, tree, i, last if last and last.plural == plural else None, person=person)

    def _as_known(self, seen: _Seen) -> Entity:
        """The fullest mention; of an office without a name ("the Kremlin official") whoever holds it."""
        known = self._fullest[seen.key]
        if known.person or not seen.key.startswith("the "):
            return known
        tree = self.page.trees[seen.sentence]
        heads = [t.i for t in tree.words if t.upos == "NOUN" and seen.start <= t.start < seen.start + len(known.text)]
        return (self.who(tree, heads[-1]) if heads else None) or known

    def _pointed(self, tree: Tree, i: int, entity: Entity, speaker: Entity | None) -> Entity:
        """ "The ministry", "the chancellor": the party of the last such body or person named before."""
        noun = tree.lemma(i)
        if entity.role is not None and (run := self.page.register.run_by(self._with_what_it_does(tree, i, entity))):
            return entity._replace(party=run[0][1])  # "the republic's office at the Joint Center"
        group = groups().get(noun)
        below = tree.kids[i]
        definite = bool(below) and any(
            tree.low(k) in ("the", "its", "this", "that") for k in tree.deps(i, "det", "nmod:poss")
        )
        plain = not below or not any(tree.preposition(k) in ("of", "for", "in") for k in tree.deps(i, "nmod"))
        if entity.plural and any(tree.lemma(k) in words("cues", "outside") for k in tree.deps(i, "amod")):
            return entity  # "Western officials": of no state that is named
        of_one = self._possessed(tree, i, entity, speaker, _PERSONAL | {"their"}) if group else None
        if of_one is not None:
            return of_one  # "his militia": of whoever he is
        hollow = noun in words("cues", "hollow")  # "clandestine militias" are no group named before
        back = plain and (definite or (not hollow and tree.rel(i).startswith("nsubj")))
        there = i + 1 < len(tree) and tree.low(i + 1) == "there"  # "the governor there": of another place
        there = there or tree.number in self.page.labels  # "Mali: the army said"
        if (
            group
            and back
            and not there
            and not ministers_office(tree, i)
            and brief(tree, i)
            and not self._named_beside(tree, i)
        ):
            again = self._speaker_again(tree, noun, entity) if definite and not entity.plural else None
            own = self._own_army(entity, speaker)
            best = again or own or self._meant(tree, i, entity, definite=definite)
            many = entity.plural and hollow  # "the groups" are not the one named, nor "the leaders" the one leader
            if best is not None and not many and not (entity.plural and best.person):
                bare = hollow and len(entity.text.split()) == 2 and not entity.plural
                named = best.person or (definite and bare and self._is_name(best.text))
                whole = again is not None or named
                return (best if whole else entity)._replace(party=best.party, role=best.role or entity.role)
            again = self._body_again(tree, noun, entity, group) if best is None and definite else None
            if again is not None:
                return again
        bare = plain and not tree.deps(i, "compound", "amod", "nmod:desc")  # "a police spokesman" is of the police
        if noun in words("cues", "speakers") and bare and not definite:
            body = self._subject_body(tree)
            return entity if body is None else entity.speaking_for(body)._replace(presumed=entity.presumed)
        of_one = self._possessed(tree, i, entity, speaker, _PERSONAL | {"its", "their"}) or self._rebels(
            tree, i, entity
        )
        of_one = of_one or self._beside(tree, i, entity) or self._aid_again(tree, i, entity)
        if of_one is not None:
            return of_one
        whose = self._by_owner(tree, i, entity, speaker, plain=plain, definite=definite)
        if whose is None and (forces := self._whole_of(tree, i)) is not None:
            whose = self._as_part(entity, self.who(tree, forces, speaker))
        return whose or self._presumed_at_home(tree, i, entity, speaker)

    def _by_owner(
        self, tree: Tree, i: int, entity: Entity, speaker: Entity | None, *, plain: bool, definite: bool
    ) -> Entity | None:
        """ "The country's ministry", "the army's second division", "the Prime Minister's Office": of whoever its owner
        is of, or of the state that the report is about."""
        noun = tree.lemma(i)
        owner = tree.dep(i, "nmod:poss")
        against = noun in _APART or noun in words("cues", "rebels", "relations", "private")
        if owner is not None and tree.lemma(owner) in _COUNTRY and entity.role is not None and not against:
            return entity._replace(party=self._the_country(tree, owner), presumed=True)
        if owner is not None and entity.role is not None and not against and tree.lemma(owner).lower() in _OWN_BODIES:
            whose = self._pointed(tree, owner, self._bare(tree, owner), speaker)  # "the Army's Second Division"
            return entity._replace(party=whose.party, presumed=True)
        named = definite or entity.text.lower().startswith("the ")  # "the Prime Minister's Office": of the minister
        plain = plain and not tree.deps(i, "acl", "acl:relcl")  # "the office that records crimes" is no premier's
        if noun == "office" and entity.role is Role.OFFICIAL and named and plain:
            gaza = self.home == "PSE" and owner is None  # there most mentions are of whoever bombs it
            state = None if gaza else self._prevailing(tree)
            if state is None and not gaza and self._written_in(self.home):
                state = self.home  # in its own capital
            if state is not None or owner is None or tree.lemma(owner) not in words("cues", "magistrates"):
                return entity._replace(party=state, presumed=True)
        return None

    def _presumed_at_home(self, tree: Tree, i: int, entity: Entity, speaker: Entity | None) -> Entity:
        """A body by its own name, else an office that may be taken for that of the state the report is about."""
        if entity.role is Role.ANONYMOUS:
            return self._within_body(tree, i, entity)
        noun = tree.lemma(i)
        slug = self._slug(tree, i, entity)
        if slug:
            return entity._replace(party=slug)
        if entity.role is Role.MILITARY and otherwise_owned(tree, i):
            return entity
        if entity.role is None and noun in groups() and entity.text.lower() == f"the {noun}":
            entity = entity._replace(role=self._role_of_local(noun, entity.start))
        staff = noun == "staff" and entity.role is Role.MILITARY
        local = entity.role in (Role.REGIONAL, Role.EMERGENCY, Role.COMPANY)
        near = tree.deps(i, "nmod:poss", "compound")
        near += [k for k in tree.deps(i, "nmod") if noun in words("cues", "mouths") and tree.preposition(k) == "of"]
        own = any(tree.lemma(k).lower() in words("cues", "domestic") for k in near)
        own = own or (noun == "office" and "Prosecutor" in entity.text)
        if staff or local or own or noun in words("cues", "domestic"):
            official = entity._replace(role=entity.role or Role.OFFICIAL)
            party = self._at_home(tree, official.text, official.start, official.role)
            if (arm := self._own_arm(entity, party, speaker)) is not None:
                return entity._replace(party=arm)
            named = party is not None and self._rules_alone(tree, i, party)
            return entity._replace(party=party, presumed=not named)
        return entity

    def _within_body(self, tree: Tree, i: int, entity: Entity) -> Entity:
        """ "A source at the Interior Ministry", "a government source": of whoever the ministry is of."""
        near = tree.deps(i, "compound") + [k for k in tree.deps(i, "nmod") if tree.preposition(k) in _INSIDE]
        for k in near:
            if tree.words[k].upos in ("NOUN", "PROPN") and tree.lemma(k) in words("cues", "domestic"):
                party = self._pointed(tree, k, self._bare(tree, k), None).party
                return entity._replace(party=party, presumed=True)
        return entity

    def _possessed(
        self, tree: Tree, i: int, entity: Entity, speaker: Entity | None, pronouns: frozenset[str]
    ) -> Entity | None:
        """ "Its forces", "his men": with the party of whoever the pronoun means; None where that is nobody known."""
        owner = possessor(tree, i)
        word = tree.low(owner) if owner is not None else ""
        whose = self._pronoun(tree, owner, _OWNER[word], speaker) if owner is not None and word in pronouns else None
        if whose is None or not whose.party or tree.lemma(i) in _KIN or tree.lemma(i) in words("cues", "relations"):
            return None  # "carried out by its proxies": they do not act for the army that says so
        if whose.party.isupper() and self._against_state(tree, i):
            return None  # "its rebels" are not its own, nor does a worker's family speak for whom he works for
        if self.home == "PSE" and "health" in entity.text.lower() and not whose.party.isupper():
            return entity._replace(party="gaza-authorities", role=entity.role)  # "its health authorities"
        ngo = whose.role is Role.NGO and entity.role in (Role.OFFICIAL, Role.LEADER, Role.REGIONAL)
        return entity._replace(party=whose.party, role=whose.role if ngo else entity.role or whose.role)
