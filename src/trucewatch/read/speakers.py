"""Who speaks at a cue: the verb's subject led back to its name, an outlet's cited source, the maker of a statement."""

from __future__ import annotations

from functools import lru_cache

from trucewatch.language.outlets import state_of_outlet
from trucewatch.language.parties import aid_bodies
from trucewatch.read.cast import PRONOUNS, Cast
from trucewatch.read.heard import about_before, cited_within, unnamed, unspoken
from trucewatch.read.lexicons import words
from trucewatch.read.mentions import groups
from trucewatch.read.naming import Entity
from trucewatch.read.narrowing import cites
from trucewatch.read.page import Page
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice, Voices
from trucewatch.values.vocabularies import Role

_SPANS = frozenset({"today", "yesterday", "week", "month", "year", "morning", "evening", "night", "day", "afternoon"})
_AS_SAYING = words("cues", "as_saying")
_SAME = frozenset({"source", "official", "person", "authority", "body", "officer", "spokesman"})
_PAGES = frozenset({"channel", "account", "page", "website", "site", "feed"})
_ALSO_CALLED = {"him": "he", "his": "he", "her": "she", "its": "it", "them": "they", "their": "they"}
_WITHIN = frozenset({"noun", "infinitive"})  # how a voice is found that stands within another's words
_ANSWERS = frozenset({"comment", "response", "reaction", "reply", "word", "answer", "remark"})
_SET_OFF = frozenset({",", "”", '"', "’", "'"})
_NOMINAL = frozenset({"ADJ", "ADP", "CCONJ", "DET", "NOUN", "NUM", "PART", "PROPN"})


@lru_cache(maxsize=1)
def _outlet_ends() -> tuple[str, ...]:
    return tuple(f" {name}" for name in sorted(words("cues", "outlets")))


class Speakers:
    """Finds the speaker of a cue, with the cast and the voices found so far."""

    def __init__(self, page: Page, cast: Cast, voices: Voices) -> None:
        self.page, self.cast, self.voices = page, cast, voices
        self._run: list[tuple[int, str]] | None = None

    def _speaker(self, tree: Tree, i: int) -> Entity | None:
        if tree.rel(i) == "advcl" and tree.dep(i, "nsubj") is None and self._quoted_as_saying(tree, i) is None:
            earlier = [v for v in self.voices.in_sentence(tree.number) if v.sentence == tree.number]
            if earlier and not self._of_another(tree, i, earlier[-1]):  # "Iqbal said ..., adding that ..."
                return earlier[-1].speaker
        if (told := self._but_said(tree, i)) is not None:
            return told
        who = self._quoted_as_saying(tree, i)
        if who is None:
            who = tree.agent(i) if tree.passive(i) else tree.subject(_finite(tree, i))
        if who is None or self._told_of_behind(tree, i, who):
            who = self._behind(tree, i) or who
        elif tree.rel(i) == "acl:relcl" and tree.lemma(who) in _ANSWERS:  # "no comment from Arstad, which denies it"
            who = next((k for k in tree.deps(who, "nmod") if who < k < i and tree.preposition(k) == "from"), who)
        elif tree.rel(i) == "advcl" and tree.dep(i, "nsubj") is None and tree.words[i - 1].text == ",":
            who = self._of_finite(tree, i, who)
        if who is None or any(tree.lemma(k) == "no" for k in tree.deps(who, "det")):
            return None
        low = tree.low(who)
        if low in PRONOUNS and tree.words[who].upos == "PRON":
            meant = self._meant_by(tree, i, low)
            if meant is not None:
                return meant
        return self._as_source(tree, who)

    def _meant_by(self, tree: Tree, i: int, low: str) -> Entity | None:
        """Whom a pronoun before a cue means: who spoke, or whom the sentence or the one before is about."""
        again = self._speaks_on(tree, low)
        head = self._of_the_sentence(tree, i, low)
        if head and not (again and low == "it" and len(tree) - i < 4 and again.party not in (None, head.party)):
            return head  # "The ministry said A. The enemy lost B, it estimated": the ministry
        if again:
            return again
        about = about_before(self.page, self._as_source, tree) if low == "it" else None
        return about if about is not None and _fits(low, about) else None

    def _quoted_as_saying(self, tree: Tree, i: int) -> int | None:
        """ "The agency quoted the governor as saying that ...": the governor, not the agency."""
        quoting = ("quote", "cite", "report")
        if tree.lemma(i) in quoting:  # "..., the agency quoted the governor as saying", "he was quoted as saying"
            near = [k for k in range(i + 1, min(i + 12, len(tree))) if tree.words[k].text in _AS_SAYING]
            if not near or tree.words[near[0] - 1].text != "as":
                return None
            return tree.dep(i, "nsubj:pass") if tree.passive(i) else tree.dep(i, "obj", "iobj")
        up = tree.head(i)
        if up < 0 or tree.dep(i, "nsubj") is not None or tree.lemma(up) not in quoting:
            return None
        if "as" not in tree.marks(i) | set(tree.preposition(i).split()):
            return None
        return tree.dep(up, "nsubj:pass") if tree.passive(up) else tree.dep(up, "obj", "iobj")

    def _of_another(self, tree: Tree, i: int, last: Voice) -> bool:
        """ "X said A, but an official of Y rejected it, saying B": the participle's verb has a subject of its own."""
        up = tree.head(i)
        own = tree.dep(up, "nsubj") if up >= 0 else None
        if own is None or tree.words[own].upos == "PRON" or last.cue_start >= tree.words[own].start:
            return False
        return tree.words[up].start != last.cue_start and not last.start <= tree.words[up].start < last.end

    def _but_said(self, tree: Tree, i: int) -> Entity | None:
        """ "..., the ministry confirmed, but said": the cue that a conjunction joins right to another has its speaker,
        whatever the parser joined it to."""
        at = i - 1
        while at > 1 and tree.words[at].upos in ("ADV", "AUX"):
            at -= 1
        if at < 2 or tree.words[at].upos != "CCONJ" or tree.dep(i, "nsubj") is not None:
            return None
        before = tree.words[at - 2 if tree.words[at - 1].text == "," else at - 1].start
        return next((v.speaker for v in self.voices.in_sentence(tree.number) if v.cue_start == before), None)

    def _of_finite(self, tree: Tree, i: int, who: int) -> int:
        """ "Officials urged Congress to send jets, saying ...": a participle set off by a comma goes with whoever the
        finite verb is about, not with whoever is to do what."""
        if not tree.words[i].text.endswith("ing"):
            return who
        verb = next((k for k in tree.above(i) if tree.has(k, "VerbForm=Fin")), None)
        subject = tree.dep(verb, "nsubj") if verb is not None else None
        return who if subject is None or subject > i else subject

    def _told_of_behind(self, tree: Tree, i: int, who: int) -> bool:
        """ "Gun sales surging since the raid, says store owner", "..., reads a statement": what stands before the comma
        is no speaker, though the parser made it the subject."""
        if tree.words[i].text in ("reads", "read"):
            return True
        inverted = tree.lemma(i) in words("cues", "inverting") and tree.dep(i, "nsubj") is None
        if inverted and tree.words[i - 1].text == "," and tree.has(i, "VerbForm=Fin"):
            return self._behind(tree, i) is not None
        if tree.lemma(i) != "say" or who > i or tree.words[i - 1].text != "," or i + 1 >= len(tree):
            return False
        return tree.lemma(who) not in words("cues", "roles") and tree.words[who].upos == "NOUN"

    def _when(self, tree: Tree, k: int) -> bool:
        """Whether a word after a cue tells when it was said: "said Monday", "said this week"."""
        return tree.words[k].text in words("reading", "roles_days") or tree.lemma(k) in _SPANS

    def _behind(self, tree: Tree, i: int) -> int | None:
        """ "..., says the mayor", "..., said the region's governor, Ivan Petz": whoever stands right behind a cue that
        a comma or a quotation mark sets off, wherever the parser hung him."""
        plain = tree.lemma(i) in words("cues", "plain", "inverting") or tree.words[i].text in (
            "reads",
            "read",
        )  # "..., reads a statement by"
        if not plain or tree.words[i].text.endswith("ing") or i < 3 or tree.words[i - 1].text not in _SET_OFF:
            return None
        stop = next(
            (k for k in range(i + 1, len(tree)) if tree.words[k].text in (",", ".", ";", ":", "–", "-")), len(tree)
        )
        phrase = range(i + 1, stop)
        if (
            not phrase
            or tree.words[i + 1].upos == "ADP"
            or len(phrase) > 14
            or any(tree.words[k].upos not in _NOMINAL for k in phrase)
        ):
            return None
        tops = [k for k in phrase if tree.head(k) not in phrase and tree.words[k].upos in ("NOUN", "PROPN")]
        return tops[0] if tops and not self._when(tree, tops[0]) else None

    def _of_the_sentence(self, tree: Tree, i: int, low: str) -> Entity | None:
        """ "X rejected that: the missile, it said, hit a house": whom the sentence is about, if the pronoun fits."""
        subject = tree.subject(tree.root)
        relative = tree.rel(i) == "acl:relcl"  # "compared it to the plot that, he said, had begun the war"
        if not (relative or tree.rel(i) == "parataxis") or subject is None or tree.words[subject].upos == "PRON":
            return None
        told = tree.words[subject].start < tree.words[i].start and not unspoken(tree, subject)
        about = self.cast.who(tree, subject) if told else None
        known = about is not None and (about.party is not None or about.person or relative)
        return about if about is not None and known and _fits(low, about) else None

    def _speaks_on(self, tree: Tree, low: str) -> Entity | None:
        """ "He added": whoever spoke in this sentence or the one before, if the pronoun fits."""
        for last in reversed(self.voices.all[-4:]):
            if tree.number - last.sentence > 1:
                return None
            within = last.by in _WITHIN and last.sentence < tree.number  # "asked about Y's suggestion that"
            heard = self.voices.in_sentence(last.sentence) if last.sentence < tree.number else []
            within = within or any(o.start <= last.cue_start < o.end for o in heard if o is not last)
            within = within or cited_within(self.page.trees[last.sentence], last.cue_start)
            if not within and _fits(low, last.speaker):
                return last.speaker
        return None

    def _as_source(self, tree: Tree, who: int) -> Entity | None:
        lemma = tree.lemma(who)
        if lemma in words("cues", "media_nouns"):
            return None if self._preliminary(tree, who) else self._publication(tree, who)
        heading = lemma in words("cues", "headings") and lemma not in words("cues", "roles")
        if heading and tree.words[who].upos == "NOUN":
            return None  # "Ruritania war at a glance ... said": nothing of the sort speaks
        if self._when(tree, who):
            return None
        again = self.cast.last_speaker(tree.words[who].start)
        same = again is not None and lemma in _SAME and any(tree.lemma(k) == "same" for k in tree.deps(who, "amod"))
        if same and not tree.deps(who, "acl:relcl"):
            return again  # "according to the same source", not "the same spokesman who in April spoke of victory"
        told_by = _ALSO_CALLED.get(tree.low(who))
        if told_by is not None and (last := self._speaks_on(tree, told_by)) is not None:
            return last  # "according to him"
        inner = self._voice_at(tree, who)
        entity = self.cast.who(tree, who, inner)
        if entity is None or tree.low(who) == "all" or self.page.own(entity.text) or self._preliminary(tree, who):
            return None
        entity = self._of_whoever_tells(tree, who, self._run_by(tree, who, entity))
        if self._private(tree, who):
            named = self.cast._slug(tree, who, entity._replace(role=Role.NGO))  # "the Sudan Doctors' Network"
            entity = entity._replace(party=named) if entity.party and entity.party.isupper() else entity
            entity = entity._replace(role=Role.NGO) if named and entity.role is Role.EMERGENCY else entity
        if lemma in words("cues", "pictures"):
            return entity._replace(party=None, role=Role.MEDIA)
        if self._outlet(entity):
            return entity._replace(
                party=entity.party if {"state", "national"} & set(entity.text.lower().split()) else None,
                role=Role.MEDIA,
            )
        entity = self._role_here(tree, entity)
        low = tree.low(who)
        if (
            low not in PRONOUNS
            and tree.words[who].upos == "PRON"
            and low not in ("many", "some", "others")
            and not (tree.words[who].text.isupper() and len(low) > 2)
        ):
            return None
        return entity

    def _role_here(self, tree: Tree, entity: Entity) -> Entity:
        """The speaker with the role that the sentence gives him: unnamed, of an aid body, bringing others together."""
        if entity.role in (Role.OFFICIAL, Role.MILITARY, None) and not entity.person and unnamed(tree):
            entity = entity._replace(role=Role.ANONYMOUS)
        if entity.role in (Role.OFFICIAL, Role.REGIONAL) and entity.party in aid_bodies():
            entity = entity._replace(role=Role.NGO)  # "Ana Ruiz, spokeswoman at UNICEF"
        if entity.role in (Role.OFFICIAL, Role.LEADER) and self.cast.goes_between(entity.party, tree):
            entity = entity._replace(role=Role.MEDIATOR)
        return entity

    def _preliminary(self, tree: Tree, who: int) -> bool:
        """ "According to preliminary data": of nobody that is named."""
        early = any(tree.lemma(k) in words("cues", "preliminary") for k in tree.deps(who, "amod"))
        return early and not tree.deps(who, "nmod", "nmod:poss") and tree.words[who].upos == "NOUN"

    def _private(self, tree: Tree, who: int) -> bool:
        """ "Sudanese activists", "an Israeli lawyers' group": people of a state who do not speak for it."""
        if tree.low(who) in words("cues", "societies"):
            return True
        near = [who, *(tree.deps(who, "compound", "nmod:poss") if tree.lemma(who) in ("group", "network") else [])]
        if tree.words[who].upos == "PROPN":  # "Ruritanian tycoon Ivo Petz", "Ana Petz, a Ruritanian student"
            near = tree.deps(who, "compound", "nmod:desc", "flat", "appos")
            near = [k for k in near if not tree.deps(k, "flat") or tree.words[k].upos == "NOUN"]
            near += [j for k in near for j in tree.deps(k, "nmod") if tree.preposition(j) == "of" and _one(tree, k)]
        return any(tree.words[k].upos == "NOUN" and tree.lemma(k) in words("cues", "private") for k in near)

    def _of_whoever_tells(self, tree: Tree, who: int, entity: Entity) -> Entity:
        """ "Zelenskyy said the air force had reported ...": a state's body that a state's own man names without a
        state is his own."""
        if entity.party is not None or tree.lemma(who) not in words("cues", "domestic") | {"service", "staff"}:
            return entity
        if not any(tree.lemma(k) == "the" for k in tree.deps(who, "det")) or tree.deps(who, "nmod", "amod"):
            return entity
        over = self.voices.over(tree.number, tree.words[who].start)
        speaker = over[0].speaker if over else None
        home = self._outlet_in(tree, tree.words[who].start) if speaker is None or speaker.party is None else None
        if home is not None:  # "TASS reported, citing the defence ministry"
            return entity._replace(party=home, presumed=True)
        if speaker is None or speaker.party is None or len(speaker.party) != 3 or not speaker.party.isupper():
            return entity
        if speaker.role not in (Role.LEADER, Role.OFFICIAL, Role.MILITARY):
            return entity
        return entity._replace(party=speaker.party, presumed=True)

    def _outlet_in(self, tree: Tree, before: int) -> str | None:
        """The state at home for the one outlet that the sentence names before an offset."""
        names = (tree.low(k) for k in range(len(tree)) if tree.words[k].start < before)
        told = {code for name in names if name in words("cues", "outlets") and (code := state_of_outlet(name))}
        text = self.page.text[tree.start : before].lower()
        told |= {code for n in words("cues", "outlets") if " " in n and n in text and (code := state_of_outlet(n))}
        return next(iter(told)) if len(told) == 1 else None

    def _run_by(self, tree: Tree, who: int, entity: Entity) -> Entity:
        """ "The head of the Donetsk People's Republic", "the plant" of a report on a plant under occupation: a body
        without a party of its own speaks for whoever runs it."""
        if entity.party is not None or entity.plural:
            return entity
        own = self.page.register.run_by(entity.text)
        if not own and tree.lemma(who) in groups()["plant"] and entity.text.lower().startswith("the "):
            self._run = self.page.register.run_by(self.page.text) if self._run is None else self._run
            own = [r for r in self._run if r[0] < entity.start][-1:] or self._run[:1]
        return entity._replace(party=own[0][1]) if own else entity

    def _outlet(self, entity: Entity) -> bool:
        """Whether the speaker is a paper, a channel, an agency: those tell, and vouch only where nobody else does."""
        low = entity.text.lower()
        if entity.role is Role.NGO:
            return False  # "a doctors' network"
        return entity.role is Role.MEDIA or low.endswith(_outlet_ends()) or low in words("cues", "outlets")

    def _voice_at(self, tree: Tree, i: int) -> Entity | None:
        """The speaker in whose quotation a word stands: there "I" and "we" are that speaker."""
        if self.page.quote_at(tree.words[i].start) is None:
            return None
        return self.cast.last_speaker(tree.words[i].start)

    def _publication(self, tree: Tree, who: int) -> Entity | None:
        """ "The ministry's statement said": whoever made it; a bare "the statement" is the last speaker's."""
        own = self.cast.who(tree, who)
        if own is not None and own.role is Role.MEDIA and own.party is None and tree.words[who].upos == "PROPN":
            return own  # "the Washington Post" is no city's statement
        if own is not None and (whose := self._of_page(tree, who)) is not None:
            return own._replace(party=whose.party, role=whose.role)
        for k in tree.deps(who, "nmod:poss", "nmod", "compound", "acl"):
            if tree.rel(k) == "nmod" and tree.preposition(k) not in ("by", "from", "of", "in"):
                continue
            owner = self.cast.who(tree, k)
            if tree.preposition(k) == "in" and not (owner and own and self._outlet(owner)):
                continue
            if owner and own and self._outlet(owner):
                return own._replace(party=None, role=Role.MEDIA)
            if owner and owner.party and own:
                return own._replace(party=owner.party, role=owner.role)
        if own and tree.lemma(who) == "report" and tree.has(who, "Number=Plur"):
            return own._replace(party=None, role=Role.MEDIA)  # "reports from a city in Ruritania"
        maker = tree.subject(tree.head(who)) if tree.rel(who) == "obj" and tree.head(who) >= 0 else None
        issued = maker is not None and tree.lemma(tree.head(who)) in ("issue", "release", "publish", "make", "post")
        if own and not own.party and issued and maker is not None:  # "the firm issued a statement saying"
            return self.cast.who(tree, maker)
        if own and own.party:
            return own._replace(role=own.role if own.role is not Role.MEDIA else Role.OFFICIAL)
        definite = any(tree.lemma(k) == "the" for k in tree.deps(who, "det"))
        last = self.cast.last_speaker(tree.words[who].start)
        if definite and last and not tree.has(who, "Number=Plur"):
            return last
        return own._replace(role=Role.MEDIA) if own and tree.lemma(who) in ("report", "post") else own

    def _of_page(self, tree: Tree, who: int) -> Entity | None:
        """ "A statement on the minister's Telegram channel": the minister."""
        page = next((k for k in tree.under(who) if k > who and tree.lemma(k) in _PAGES), None)
        owner = tree.dep(page, "nmod:poss") if page is not None else None
        whose = self.cast.who(tree, owner) if owner is not None else None
        return whose if whose is not None and whose.party is not None else None

    def _cited(self, tree: Tree, i: int) -> tuple[Entity, str] | None:
        """ "TASS reported, citing the ministry": the ministry vouches."""
        k = self._citing(tree, i)
        source = self._whom(tree, k) if k is not None else None
        if k is None or source is None:
            return None
        entity = self._as_source(tree, source)
        nameless = tree.lemma(source) in words("cues", "unnamed")  # "quoting three people briefed on it"
        if entity is None or not (entity.party or entity.role or nameless) or entity.role is Role.MEDIA:
            return None
        return entity, tree.words[k].text

    def _citing(self, tree: Tree, i: int) -> int | None:
        """The participle "citing" beside a cue, a comma between at most, or at the head of the cue's sentence: by its
        place, for the parser hangs it on what is reported as often as on the cue."""
        who: int | None = tree.subject(i)
        beside: list[int] = [*range(i + 1, min(i + 9, len(tree))), 0]
        if who is not None:  # "TASS, citing the ministry, reported"
            last = max((w for w in tree.conjuncts(who) if w < i), default=who)
            beside += list(range(last + 1, min(last + 3, i)))
        for k in (*beside, 1):
            if cites(tree, k) and (k > 1 or tree.root in (i, *tree.above(i))):
                between = range(min(i, k) + 1, max(i, k)) if k > i else ()
                if not any(tree.words[w].upos in ("VERB", "AUX", "SCONJ") for w in between):
                    return k
        return None

    def _whom(self, tree: Tree, k: int) -> int | None:
        """The noun that "citing" is followed by, up to the next comma or clause."""
        end = next((w for w in range(k + 1, len(tree)) if tree.words[w].text in (",", ".", "that", ";")), len(tree))
        phrase = range(k + 1, end)
        heads = [w for w in phrase if tree.head(w) not in phrase and tree.words[w].upos in ("NOUN", "PROPN")]
        return heads[0] if heads else None


def _finite(tree: Tree, i: int) -> int:
    """ "Accused X of shelling Y and alleged that ...": a finite verb goes with the finite verb above, not with the
    gerund that the parser joined it to."""
    up = tree.head(i)
    if tree.rel(i) != "conj" or tree.dep(i, "nsubj", "aux") is not None or not tree.has(i, "VerbForm=Fin"):
        return i
    if not any(tree.words[k].text.endswith("ing") for k in (up, *tree.deps(up, "aux")[:1])):
        return i
    return next((k for k in tree.above(up) if tree.has(k, "VerbForm=Fin")), i)


def _one(tree: Tree, k: int) -> bool:
    """ "One of the pilgrims"."""
    return tree.lemma(k) in ("one", "some", "many", "several")


def _fits(pronoun: str, speaker: Entity) -> bool:
    """Whether a speaker may be called so."""
    if pronoun == "it":
        return not speaker.person and not speaker.plural
    if pronoun == "they":
        return speaker.plural
    return pronoun in ("he", "she") and (speaker.person or speaker.in_office)
