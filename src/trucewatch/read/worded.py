"""What is told without a clause of its own: a thing reported, spoken of, called something; what a colon adds to it."""

from __future__ import annotations

from trucewatch.read.headed import Headed
from trucewatch.read.lexicons import noun_frames, words
from trucewatch.read.naming import Entity
from trucewatch.read.page import Quoted
from trucewatch.read.things import phrases
from trucewatch.read.tree import Tree

_NO_ACCOUNT = frozenset({"life", "victim"})  # "claimed two lives"
_UNSAID = frozenset({"not", "never", "no"})
_SINGLED_OUT = frozenset({"most", "first", "worst", "heaviest", "largest", "biggest", "deadliest"})


class Worded(Headed):
    """Finds the voices of "reported 25 casualties", "spoke of a massacre", "called it a breach"."""

    def _object(self, tree: Tree, i: int, lemma: str) -> tuple[tuple[int, int], str] | None:
        """ "reported 25 casualties", "nine strikes were logged by monitors": a thing said that is a noun."""
        thing = tree.dep(i, "nsubj:pass") if tree.passive(i) else tree.dep(i, "obj")
        headline = tree.words[i].text == "says" and tree.words[-1].text not in ".!?"  # "says death toll nearing 200"
        if thing is None or tree.words[thing].upos == "PRON" or not (headline or lemma in words("cues", "nominal")):
            return None
        if lemma in words("cues", "inverting") and tree.words[i - 1].text == "," and self._behind(tree, i) == thing:
            return None  # "nine are held, counts the charity": who counts stands behind
        if lemma in words("cues", "denying") and not self._deniable(tree, thing):
            return None
        if lemma in ("record", "register") and self._a_place(tree, i):
            return None
        if lemma == "claim" and (tree.passive(i) or tree.lemma(thing) in _NO_ACCOUNT):
            return None
        judged = [k for k in tree.deps(thing, "appos") if tree.dep(k, "acl:relcl") is not None]
        beside = [w for k in self._told_beside(tree, i, thing) for w in tree.under(k)]
        own = tree.under(thing, judged)  # "announced a blockade, a move that X condemned"
        return tree.span([*own, *beside]), "object"

    def _told_beside(self, tree: Tree, i: int, thing: int) -> list[int]:
        """ "Counted four drivers dead", "reported 26 killed, three arrested and two bombs defused": what is told of the
        thing or with it, hung on the cue."""
        fate = [k for k in tree.deps(i, "xcomp") if k > thing and tree.words[k].upos in ("ADJ", "VERB")]
        more = [k for k in tree.deps(i, "parataxis") if k > thing and tree.words[k].upos == "NOUN"]
        return fate + [k for k in more if tree.deps(k, "nummod") and tree.dep(k, "cop", "nsubj") is None]

    def _a_place(self, tree: Tree, i: int) -> bool:
        """ "Fourteen locations had recorded hits", "Arstad, over the river, registered 900 arrivals": where something
        was counted, and nobody who counts."""
        who = tree.dep(i, "nsubj")
        if who is None:
            return False
        start = tree.words[who].start
        placed = any(p.start <= start < p.end for p in self.page.placed[tree.number])
        placed = placed or (tree.words[who].upos == "PROPN" and tree.words[who].ner.endswith("LOC"))
        named = any(n.start <= start < n.end for n in self.page.named[tree.number])
        return (placed and not named) or tree.lemma(who) in words("cues", "recorded_at")

    def _of_the_noun(self, tree: Tree, i: int) -> bool:
        """ "Ten sailors, who hail from Arstad, were freed": the clause tells of whom the sentence is about."""
        who = tree.dep(i, "nsubj")
        return who is not None and tree.low(who) in ("who", "which")

    def _deniable(self, tree: Tree, thing: int) -> bool:
        """ "Denied the attack", "denied reports of an attack"; "denied knowledge of the attack" does not deny it."""
        return any(p in noun_frames() for p in phrases(tree, thing)) or tree.lemma(thing) in words("scope", "told")

    def _with_quoted(self, tree: Tree, i: int, lemma: str, quoted: Quoted) -> tuple[int, int] | None:
        """ "Reported 19 attacks and “attempts to cross”": the whole of what is told, of which a part is quoted."""
        found = self._object(tree, i, lemma) if lemma in words("cues", "nominal") else None
        if found is None or not (found[0][0] <= quoted.start and quoted.end <= found[0][1] + 1):
            return None
        return found[0] if quoted.start - found[0][0] > 3 else None

    def _told_of_it(self, tree: Tree, i: int, lemma: str) -> None:
        """ "The army spoke of a new wave in which missiles hit two bases", "warned of the danger that", "spoke of “a
        massacre”": what is told of, with all that hangs on it."""
        led = ("of", "about") if lemma == "write" else ("of",)  # "wrote about a fire"
        thing = next((k for k in tree.deps(i, "obl", "obj") if k > i and tree.preposition(k) in led), None)
        if thing is None or tree.words[thing].upos not in ("NOUN", "PROPN") or tree.dep(i, "ccomp") is not None:
            return
        clauses = [k for k in tree.deps(thing, "acl", "acl:relcl", "ccomp") if tree.verbal(k)]
        first = {k: min(tree.under(k)) for k in clauses}
        apart = [k for k in clauses if "," in (tree.words[first[k]].text, tree.words[first[k] - 1].text)]
        clause = apart or any(tree.rel(k) != "acl:relcl" for k in clauses)
        if not clause and not self._told_as_new(tree, i, thing):
            return  # "spoke of the war that began in May": nothing is told to have happened
        speaker = self._speaker(tree, i)
        if speaker is not None and not tree.passive(i):
            stretch, by = (tree.span(tree.under(thing)), "object") if clause else (self._bare(tree, thing), "judged")
            doing = [k for k in tree.deps(i, "advcl") if thing < k < thing + 3 and tree.words[k].text.endswith("ing")]
            stretch = (stretch[0], max([stretch[1], *(tree.span(tree.under(k))[1] for k in doing)]))
            self._add(tree, i, stretch, speaker, self._cue(tree, i), lemma, by, False)

    def _told_as_new(self, tree: Tree, i: int, thing: int) -> bool:
        """ "Spoke of a war crime", "of “an outrage”", "of the worst raid of the year", not "of the war"."""
        if any(tree.lemma(k) in _UNSAID for k in tree.deps(i, "advmod")) or tree.rel(i) == "xcomp":
            return False
        if tree.rel(i) == "acl:relcl" and ((who := tree.dep(i, "nsubj")) is None or tree.words[who].upos == "PRON"):
            return False
        if self.page.quote_at(tree.words[thing].start) is not None:
            return self.page.quote_at(tree.words[i].start) is None
        known = [k for k in tree.deps(thing, "det", "nmod:poss") if tree.lemma(k) not in ("a", "an", "several", "some")]
        return not known or any(tree.lemma(k) in _SINGLED_OUT for k in tree.deps(thing, "amod", "advmod"))

    def _judged(self, tree: Tree, i: int, lemma: str) -> None:
        """ "Called it a breach", "dismissed the figure as “fantasy”", "in what he termed an outrage": what somebody
        says that a thing is."""
        if self.page.quote_at(tree.words[i].start) is not None:
            return
        what = self._as_what(tree, i, lemma)
        if what is None or tree.dep(i, "ccomp") is not None:
            return
        who = tree.agent(i) if tree.passive(i) else tree.subject(i)
        speaker = self._speaker(tree, i) if who is not None else None
        if speaker is not None:
            self._add(tree, i, self._bare(tree, what), speaker, self._cue(tree, i), lemma, "judged", False)

    def _bare(self, tree: Tree, k: int) -> tuple[int, int]:
        """The stretch of a noun without the preposition before it."""
        return tree.span(tree.under(k, tree.deps(k, "case")))

    def _as_what(self, tree: Tree, i: int, lemma: str) -> int | None:
        """The noun that a thing is called."""
        found = [k for k in tree.deps(i, "obl", "xcomp", "advcl") if k > i and self._led_by_as(tree, k)]
        if not found and lemma in words("cues", "naming"):
            found = self._named_so(tree, i)
            if lemma in words("cues", "finding"):
                found = [k for k in found if self.page.quote_at(tree.words[k].start)]
        if not found and lemma == "see" and any(tree.preposition(k) == "in" for k in tree.deps(i, "obl")):
            thing = tree.dep(i, "obj")  # "saw in it a provocation"
            found = (
                [thing]
                if thing is not None and any(tree.low(k) in ("a", "an") for k in tree.deps(thing, "det"))
                else []
            )
        return next((k for k in found if tree.words[k].upos in ("ADJ", "NOUN", "PROPN")), None)

    def _led_by_as(self, tree: Tree, k: int) -> bool:
        """ "As a breach", "as “fully under control”", "as warm", whatever the parser takes the word for."""
        return "as" in (tree.preposition(k), *tree.marks(k)) or any(tree.low(d) == "as" for d in tree.deps(k, "advmod"))

    def _named_so(self, tree: Tree, i: int) -> list[int]:
        """What stands without "as" behind the thing that is called so."""
        found = [k for k in tree.deps(i, "xcomp") if k > i and tree.words[k].upos == "NOUN"]
        relative = tree.rel(i) == "acl:relcl" and tree.lemma(tree.head(i)) == "what"
        found = found or [k for k in tree.deps(i, "obj") if relative and k > i]
        thing = tree.dep(i, "obj")
        if not found:
            found = [k for k in tree.deps(i, "xcomp") if k > i and tree.words[k].upos == "ADJ"]
            plain = tree.rel(i) != "acl:relcl" or relative  # "a lane that sweepers declared clean": no judgement
            himself = thing is not None and tree.low(thing).endswith(("self", "selves"))
            stated = tree.lemma(i) in words("cues", "pronouncing") and not himself
            found = [k for k in found if (plain and not stated) or self.page.quote_at(tree.words[k].start)]
        beside = tree.deps(thing, "nmod", "appos") if thing is not None and not found else []
        return found or [  # "called reports of it “propaganda”", hung on the reports
            k for k in beside if not tree.preposition(k) and self.page.quote_at(tree.words[k].start) is not None
        ]

    def _cue(self, tree: Tree, i: int) -> str:
        after = [k for k in tree.deps(i, "compound:prt") if k == i + 1]
        start, end = tree.span([i, *after])
        return self.page.text[start:end]

    def _joined_behind(self, tree: Tree, i: int, k: int) -> bool:
        """ "Two died, the army said, and a car blew up", not "“We are ready,” he said, and the crowd cheered"."""
        clause = tree.dep(i, "ccomp")
        if clause is None or clause > i or i + 2 >= len(tree) or tree.words[i + 1].text != ",":
            return False
        own = tree.dep(k, "nsubj", "nsubj:pass") is not None and self._joined(tree, k)
        return own and self.page.quote_at(tree.words[min(tree.under(clause))].start + 1) is None

    def _past_colon(self, tree: Tree, i: int, stretch: tuple[int, int], speaker: Entity, cue: str, lemma: str) -> None:
        """ "“We have not moved,” an official said: any troops would come later.": what the colon adds is said too."""
        if i + 2 >= len(tree) or tree.words[i + 1].text != ":" or stretch[1] > tree.words[i + 2].start:
            return
        if tree.words[i + 2].start - tree.words[i].end < 6:
            self._add(tree, i, (tree.words[i + 2].start, tree.end), speaker, cue, lemma, "coordinated", False)

    def _left_open(self, tree: Tree, i: int) -> bool:
        """ "Neither confirmed nor denied reports by the media that", "did not deny it": no denial."""
        return any(tree.lemma(k) in _UNSAID or tree.low(k) == "nor" for k in tree.deps(i, "advmod", "cc"))

    def _aired(self, tree: Tree) -> None:
        """ "“They shelled us,” the mayor vented", "“We had no plans,” ran the ministry's statement": whatever verb
        stands behind a quotation that its comma leaves open, with somebody for its subject, is one of saying."""
        i, clause = tree.root, tree.dep(tree.root, "ccomp")
        quote = self.page.quote_at(tree.words[clause].start) if clause is not None and clause < i else None
        if quote is None or not quote.end <= tree.words[i].start or self.page.text[quote.end - 1] not in ",?!":
            return
        who = tree.dep(i, "nsubj")
        if who is None or tree.passive(i) or any(v.end > quote.start for v in self.voices.in_sentence(tree.number)):
            return
        speaker = self._speaker(tree, i)
        if speaker is not None and tree.words[who].start >= quote.end:
            self._add(tree, i, quote, speaker, self._cue(tree, i), tree.lemma(i), "quotation", False)

    def _part_of_its_own(self, tree: Tree, k: int) -> bool:
        """ "X asked Y to stop; Y said it would": behind a semicolon, with a subject: told beside and not by X. So is
        what "and" joins to a cue, with a subject of its own, behind the word of another: "X said yes, Y said, and"."""
        subject = tree.dep(k, "nsubj", "nsubj:pass")
        first = min(tree.under(k))
        if subject is None or k < tree.head(k) or tree.words[subject].upos == "PRON":
            return False
        apart = ";" in (tree.words[first].text, tree.words[first - 1].text)
        return apart or (tree.rel(k) == "conj" and tree.head(k) < tree.head(tree.head(k)) < k)
