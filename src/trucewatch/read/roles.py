"""Who did it and to whom: authors behind attacks and weapons, parties behind adjectives, what fits a frame's wants."""

from __future__ import annotations

from collections.abc import Collection

from trucewatch.language.parties import Named
from trucewatch.read.cast import Cast
from trucewatch.read.lexicons import parts, verb_frames, words
from trucewatch.read.naming import Entity
from trucewatch.read.things import complement, core, kinds_of, single
from trucewatch.read.tree import Tree
from trucewatch.values.party import joint

_EVENTS = frozenset(
    {"assault", "hostility", "weapon", "blaze", "combat", "swap", "talks", "deal", "casualty", "blockade"}
)
_OUTCOME = frozenset({"result", "consequence"})
_EVENTS |= {"evacuation", "harm", "penalty", "electricity", "aid"}
_ACTORS = words("reading", "roles_actors")
_MADE = frozenset({"weapon", "military.equipment", "air_defence", "aircraft"})
_OWNING = frozenset({"its", "their", "our", "his", "her"})
_HURT = words("reading", "roles_hurt")
_DAYS = words("reading", "roles_days")
_DOING = words("reading", "roles_doing")
_EVENT_PREPOSITIONS = words("reading", "roles_event_prepositions")


def _of_somebody(tree: Tree, i: int) -> bool:
    """ "Two of the gunmen", "the two"; a bare number, or "one of which", names nobody."""
    if tree.lemma(i) == "two" and any(tree.lemma(k) == "the" for k in tree.deps(i, "det")):
        return True
    whole = complement(tree, i)
    return bool(tree.deps(i, "nmod")) and (whole is None or tree.words[whole].upos != "PRON")


_ANSWERING = frozenset({"hit", "respond", "retaliate", "strike", "answer", "reply"})
_LAUNCHING = frozenset({"carry", "launch", "conduct", "mount", "stage", "unleash", "perform", "fire", "drop"})


class Roles:
    """Reads roles off the trees with the cast's help."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.page = cast.page
        self._kinds: dict[tuple[int, int], frozenset[str]] = {}

    def party_named(self, tree: Tree, i: int) -> bool:
        """Whether the noun phrase names a party."""
        entity = self.cast.who(tree, i)
        return entity is not None and entity.party is not None

    def kinds(self, tree: Tree, i: int) -> frozenset[str]:
        """What the phrase is, with "party" and "place" where the register or the gazetteer knows it."""
        at = (tree.number, i)
        if at not in self._kinds:
            self._kinds[at] = self._read_kinds(tree, i)
        return self._kinds[at]

    def _read_kinds(self, tree: Tree, i: int) -> frozenset[str]:
        out = set(kinds_of(tree, i))
        if tree.lemma(i) in ("number", "total", "count") and {tree.lemma(k) for k in tree.under(i)} & _HURT:
            out.add("casualty")
        if "assault" in out and self._with_weapons(tree, i):
            out.add("air_assault")
        word = tree.words[i]
        if word.upos == "NOUN" and any(tree.words[k].ner.endswith("PER") for k in tree.deps(i, "appos", "flat")):
            out.add("people")  # "the author Ana Ruiz"
        if word.upos in ("PROPN", "ADJ") or "name" in out:
            start, end = tree.span(single(tree, i))
            if any(n.start <= word.start < n.end for n in self.page.named[tree.number]):
                out.add("party")
            for place in self.page.placed[tree.number]:
                if place.start <= word.start < place.end or (
                    start <= place.start and place.end == end and word.upos == "PROPN"
                ):
                    out |= {"place", "settlement"}
            if word.ner.endswith("LOC"):
                out |= {"place", "settlement"}
        if word.text.endswith(("s", "ese", "ish")) and any(
            n.start <= word.start < n.end and n.type == "adjective" for n in self.page.named[tree.number]
        ):
            out.add("nationals")  # "three Israelis"
        whole = complement(tree, i) if tree.lemma(i) in parts() or word.upos in ("NUM", "DET", "PRON") else None
        if whole is not None and tree.words[whole].upos == "PROPN":
            out |= self.kinds(tree, whole) & {"place", "settlement"}
        return frozenset(out)

    def _with_weapons(self, tree: Tree, i: int) -> bool:
        """ "An attack by 12 drones", "a raid of missiles"."""
        return any(
            "weapon" in kinds_of(tree, k)
            for p, k in tree.obliques(i)
            if p in ("by", "of", "with", "using", "involving")
        )

    def fits(self, tree: Tree, i: int | None, wanted: Collection[str], without: Collection[str] = ()) -> bool:
        """Whether a phrase is one of the wanted things and none of the others. "-" wants no phrase."""
        if i is None:
            return "-" in wanted or not wanted
        kinds = self.kinds(tree, i)
        if without and kinds & set(without):
            return False
        if not wanted or "any" in wanted:
            return True
        return bool(kinds & set(wanted))

    def adjective_party(self, tree: Tree, i: int) -> Named | None:
        """The party named before a noun: "Russian strikes", "the Israeli army's strikes"."""
        start = tree.span(single(tree, i))[0]
        found = [n for n in self.page.named[tree.number] if start <= n.start and n.end <= tree.words[i].start]
        if len(found) > 1 and found[0].party != found[1].party and found[0].type in ("state", "adjective"):
            between = self.page.text[found[0].end : found[1].start]
            if between in (" and ", ", ") and len(found) == 2:  # "Ruritanian and Freedonian strikes"
                text = self.page.text[found[0].start : found[1].end]
                both = joint(found[0].party, found[1].party)
                return found[0]._replace(text=text, end=found[1].end, party=both, type=found[1].type)
            if found[1].type == "group" and between.lower() in (" ", "'s ", "’s "):
                return found[1]  # "Ruritania's Red Front attacks"
        return found[0] if found else None

    def author(self, tree: Tree, i: int | None, speaker: Entity | None, *, vouching: bool = False) -> Entity | None:
        """Who is behind a subject or a "by": the phrase itself if it can act, the owner of an attack or a weapon.
        ``vouching``: by an act of speech, which takes less than a deed."""
        if (
            i is None
            or (tree.words[i].upos == "NUM" and not _of_somebody(tree, i))
            or tree.lemma(i) in ("today", "yesterday")
            or any(tree.lemma(k) == "no" for k in tree.deps(i, "det"))
            or tree.lemma(i) in words("reading", "roles_built")  # "killed by Ruritanian weapons"
        ):
            return None
        kinds = self.kinds(tree, i)
        if tree.lemma(i) in words("cues", "media_nouns"):
            return self._publisher(tree, i, speaker)
        if kinds & _EVENTS and not kinds & {"force", "delegation", "group", "party", "name"}:
            return self._behind(tree, i, speaker) or self._carried_out_by(tree, i, speaker)
        entity = self.cast.who(tree, i, speaker)
        owner = tree.dep(i, "nmod:poss")
        if entity is not None and owner is not None and kinds & _MADE and tree.low(owner) in _OWNING:
            whose = self.cast.who(tree, owner, speaker)  # "its American-made missiles" are whoever's they are now
            entity = entity._replace(party=whose.party) if whose is not None and whose.party else entity
        if entity is None or entity.party or kinds & _ACTORS or entity.person:
            return entity
        found = self._behind(tree, i, speaker) if tree.words[i].upos == "NOUN" else None
        return entity if found is None and vouching and self._speaks(tree, i, entity) else found

    def _speaks(self, tree: Tree, i: int, entity: Entity) -> bool:
        """ "The chapter of the Herders' Union demanded", "it demanded", not "the heat demands": who is of no party and
        on no list, but named or of a kind that speaks."""
        if entity.role is not None or tree.words[i].upos == "PRON" or tree.lemma(i) in words("cues", "bodies"):
            return True
        if tree.lemma(i) in words("cues", "roles") | words("cues", "speaking"):
            return True
        return any(tree.words[k].ner.endswith("ORG") for k in tree.deps(i, "nmod", "compound", "nmod:poss"))

    def _carried_out_by(self, tree: Tree, i: int, speaker: Entity | None) -> Entity | None:
        """ "Ruritania carried out an airstrike that killed four", "hit back with strikes that ...": Ruritania's."""
        up = tree.head(i)
        launched = up >= 0 and tree.rel(i) == "obj" and tree.lemma(up) in _LAUNCHING
        answered = up >= 0 and tree.rel(i) == "obl" and tree.lemma(up) in _ANSWERING and tree.preposition(i) == "with"
        if not (launched or answered):
            return None
        who = tree.subject(up)
        return None if who is None or who == i else self.author(tree, who, speaker)

    def _publisher(self, tree: Tree, i: int, speaker: Entity | None) -> Entity | None:
        """Whose statement it is that blames or demands: its owner, or who released it."""
        for k in tree.deps(i, "nmod:poss", "nmod"):
            if tree.rel(k) == "nmod:poss" or tree.preposition(k) in ("from", "by", "of"):
                return self.cast.who(tree, k, speaker)
        up = tree.head(i)
        if tree.rel(i) == "obj" and up >= 0:
            who = tree.subject(up)
            return self.cast.who(tree, who, speaker) if who is not None else None
        return self.cast.who(tree, i, speaker)

    def _behind(self, tree: Tree, i: int, speaker: Entity | None) -> Entity | None:
        """The author of an event noun, also of "a barrage of" such events."""
        found = self._behind_noun(tree, i, speaker)
        inner = complement(tree, i) if tree.lemma(i) in words("reading", "eventnouns_measures") else None
        return found if found is not None or inner is None else self._behind_noun(tree, inner, speaker)

    def _behind_noun(self, tree: Tree, i: int, speaker: Entity | None) -> Entity | None:
        """The author as the noun's own words tell: "by X", "X's", an adjective of a party."""
        for k in tree.deps(i, "nmod", "obl", "acl"):
            if tree.preposition(k) == "by":
                return self.author(tree, k, speaker)
            if tree.rel(k) == "acl" and tree.passive(k) and tree.lemma(k) in _DOING:
                return self.author(tree, tree.agent(k), speaker)
        if tree.lemma(i) in words("reading", "roles_losses"):
            return None  # "the Ruritanian death toll" is what Ruritania lost, not what it did
        owner = tree.dep(i, "nmod:poss")
        if owner is not None and tree.words[owner].text not in _DAYS:
            entity = self.cast.who(tree, owner, speaker)
            acts = tree.words[owner].upos != "PRON" and bool(self.kinds(tree, owner) & _ACTORS)
            if entity and (entity.party or acts):
                return entity
        lemma = tree.lemma(i)
        against = lemma in words("cues", "rebels", "relations")  # "Ruritanian pirates"
        shared = lemma in words("reading", "roles_shared")  # "killed in the Ruritanian conflict"
        against = against or (shared and not any(p in ("on", "against") for p, _ in tree.obliques(i)))
        named = None if against else self.adjective_party(tree, i)
        if named and not self._suffered(tree, i, named):
            return Entity(self.page.text[named.start : named.end], named.start, named.party, named.role)
        for k in tree.deps(i, "compound"):
            forces = self.kinds(tree, k) & {"force", "militants"} and "weapon" not in self.kinds(tree, k)
            if forces or tree.lemma(k) in ("junta", "regime", "government"):  # "junta airstrikes"
                return self.cast.who(tree, k, speaker)
        return None

    def _suffered(self, tree: Tree, i: int, named: Named) -> bool:
        """ "The Ruritania invasion", "Ruritania sanctions": the name tells whom it befell, if no "of" or "on" does."""
        capital = named.type == "metonym" and "assault" in self.kinds(tree, i)  # "the Kremlin drone attack"
        if (named.type != "state" and not capital) or tree.rel_of_name(named.start) == "nmod:poss":
            return False
        if tree.lemma(i) not in words("reading", "roles_suffered") and "assault" not in self.kinds(tree, i):
            return False
        short = (
            named.text.replace(".", "").replace(" and ", "").isupper()
        )  # "US sanctions": an abbreviation is an adjective as well
        return not short and not any(p in ("of", "on", "against") for p, _ in tree.obliques(i))

    def behind_event(self, tree: Tree, i: int, speaker: Entity | None) -> Entity | None:
        """The author of the attack in or by which something happened: "killed in a Russian strike"."""
        up = tree.head(i) if tree.rel(i) == "conj" else -1
        fronted = [o for o in tree.obliques(up) if o[1] < (tree.subject(up) or 0)] if up >= 0 else []
        for preposition, k in (*tree.obliques(i), *fronted):
            of = complement(tree, k) if preposition in ("as", "in") and tree.lemma(k) in _OUTCOME else None
            if of is not None and (author := self._behind(tree, of, speaker)) is not None:
                return author  # "as a result of attacks by X"
            if preposition in _EVENT_PREPOSITIONS and self.kinds(tree, k) & {"assault", "weapon", "hostility"}:
                found = self._behind(tree, k, speaker)
                if found:
                    return found
        for k in tree.deps(i, "advcl"):
            blow = any(f.kind == "attack" for f in verb_frames().get(tree.lemma(k), ()))
            if blow and tree.marks(k) & {"after", "when", "as"} and tree.agent(k) is not None:
                who = self.author(tree, tree.agent(k), speaker)
                if who is not None and who.party is not None:
                    return who
        return None

    def single_entity(self, tree: Tree, i: int) -> Entity:
        """The first of "A and B" alone."""
        start, end = tree.span(single(tree, i))
        text = self.page.text[start:end]
        party, role = self.page.register.party_of(text)
        return Entity(text, start, party, role)

    def mention(self, tree: Tree, i: int) -> tuple[str, int]:
        """A noun phrase verbatim, with its offset."""
        start, end = tree.span(core(tree, i))
        return self.page.text[start:end], start
