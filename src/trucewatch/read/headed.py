"""Speakers that the layout of a sentence names: before a colon, behind a dash, or whom what leads in is about."""

from __future__ import annotations

import re

from trucewatch.read.bounds import bounded
from trucewatch.read.cast import SELF
from trucewatch.read.lexicons import words
from trucewatch.read.naming import Entity
from trucewatch.read.narrowing import narrowed
from trucewatch.read.speakers import Speakers
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice

_MEANWHILE = frozenset({"after", "as", "before", "when", "while"})
_BACK = 7  # sentences that somebody is told to have reported
_SAY_WITH = words("cues", "say_with")
SAY_FIRST = frozenset(key.split()[0] for key in _SAY_WITH)
_HOUR = re.compile(
    r"(?:[-–—•*] ?)?(?:\[?\d{1,2}[:.]\d\d\]?(?: ?(?:GMT|UTC|[A-Z]{1,3}T|MSK|[ap]\.?m\.?|local))?(?: ?[-–—|:])?)? ?"
)
_WHERE = re.compile(
    r"(?:, (?:aboard|on|in|at) .*| (?:to [\w ]+ )?(?:via|on) (?:X|Facebook|Instagram|Telegram|Truth Social|Twitter))$",
    re.S,
)
_DAYS = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
_CLOSING = frozenset("'’”\"»")
_GROUND = frozenset({"state", "adjective", "metonym"})
_TWO = re.compile(r"N[N ]*(?:(?:['’]s |, | ?[–—/&-] ?|,? and )N[N ]*)+ ?")  # two names or more, each letter an N
_DASHED = re.compile(r" ?['‘“\"«][^\n]+?['’”\"»](?= [–—-] \w)")
_TO_WHOM = frozenset({"he", "she", "that", "they", "to", "we"})


class Headed(Speakers):
    """Finds the voices of "Governor: three hurt", "Three hurt – governor" and "The army was brief: ..."."""

    def _dash(self, tree: Tree) -> None:
        """ "Ruritania shelled a port – ministry", "... : governor": a headline that names its source at the end, or a
        sentence that does: "..., a search is under way – Petz."."""
        at = next((t.i for t in reversed(tree.words[-6:]) if t.text in ("–", "—", "--", "-", ":")), None)
        if at is None or at < 3 or at + 1 >= len(tree) or self.voices.in_sentence(tree.number):
            return
        stopped = tree.words[-1].text == "."
        told, name = tree.words[:at], range(at + 1, len(tree) - stopped)
        if not name or any(tree.words[k].upos not in ("NOUN", "PROPN", "ADJ", "PART") for k in name):
            return
        tops = [k for k in name if tree.head(k) not in name]
        office = len(tops) == 1 and not stopped and tree.lemma(tops[0]) in words("cues", "roles")
        tells = any(tree.verbal(t.i) for t in told) or (not stopped and tree.words[tree.root].upos == "ADJ")
        if len(tops) != 1 or not (office or tells):
            return
        mark = tree.words[at]
        if mark.text == "-" and (mark.start == tree.words[at - 1].end or mark.end == tree.words[at + 1].start):
            return  # "Ruritanian-led"
        speaker = self._as_source(tree, tops[0])
        if speaker is None or (speaker.party is None and speaker.role is None and not office):
            return
        if speaker.person and (speaker.role is None or not self._speaks_in(speaker)):
            return
        if stopped and not speaker.person:
            return
        self._add(tree, at, (tree.start, mark.start), speaker, mark.text, "say", "dash", False)

    def _speaks_in(self, speaker: Entity) -> bool:
        """Whether a report names somebody once more: a name that only stands behind a dash is no source."""
        return self.page.text.count(speaker.text.split()[-1]) > 1

    def _before_it(self, tree: Tree) -> None:
        """ "The Air Force reported this on Telegram", "This was reported by the governor": theirs is what stands before
        it in its paragraph, or in the one before where it opens its own; no further back than where another speaks."""
        i = tree.root
        if tree.lemma(i) in words("cues", "say") and tree.dep(i, "obj") is None:  # "..., the agency informs"
            i = next((k for k in tree.deps(i, "ccomp", "parataxis") if k < i), i)
        thing = tree.object(i) if tree.lemma(i) in words("cues", "told_before") else None
        if thing is None or tree.low(thing) != "this" or tree.deps(i, "ccomp", "xcomp"):
            return
        who = tree.agent(i)
        speaker = self._as_source(tree, who) if who is not None else None
        if speaker is None or (speaker.party is None and speaker.role is None):
            return
        cue = tree.words[i]
        for n in range(tree.number - 1, max(-1, tree.number - _BACK), -1):
            told, after = self.page.trees[n], self.page.trees[n + 1]
            if (after is not tree and not self.page.same_paragraph(after)) or self.voices.in_sentence(n):
                return
            own = Voice(told.start, told.end, speaker, cue.text, cue.start, tree.lemma(i), "carried", n)
            self.voices.add(own, range(n, n + 1))

    def _colon(self, tree: Tree) -> None:
        """ "Kharkiv governor: three people killed", "21:40 Ivo Petz, mayor of Arstad: ...", "Petz on X: ...": a speaker
        with a party or a role, then what was said."""
        if self._leads_in(tree) or self._labelled(tree):
            return
        first = self._past_time(tree)
        at = self._colon_of(tree, first)
        if (
            not at
            or at + 2 >= len(tree)
            or self.voices.over(tree.number, tree.words[at + 1].start)  # "the toll, by the army's account: ..."
            or any(t.upos in ("VERB", "AUX", "NUM") and t.deprel != "amod" for t in tree.words[first:at])
        ):
            return
        label = tree.words[first:at]
        if label and (label[0].upos == "ADP" or any(t.lemma.lower() in words("cues", "pictures") for t in label)):
            return  # "In pictures: ..."
        end = next((t.i for t in label if t.text in (",", "(")), at)
        names = [t.i for t in label[: end - first] if t.upos in ("NOUN", "PROPN") and not first <= t.head < end]
        poster = (
            tree.dep(names[0], "nmod:poss") if names and tree.lemma(names[0]) in words("cues", "media_nouns") else None
        )
        if poster is not None:  # "Petz's morning post: ..."
            names = [poster]
        speaker = self.cast.who(tree, names[0]) if len(names) == 1 else None
        if speaker is None or not self._heads_it(tree, names[0], speaker, at):
            return
        if speaker.start >= tree.words[at].start and not self._surname(tree, names[0], speaker):
            return
        if tree.lemma(names[0]) in words("cues", "media_nouns") or self._heading(tree, first, at):
            return  # "Live briefing: ..." heads a page, "Ruritania war: ..." a story
        colon = tree.words[at]
        span = (tree.words[at + 1].start, self._past_quoted(tree, at))
        speaker = self._name_alone(speaker, tree.words[first].start)
        voice = Voice(*span, speaker, colon.text, colon.start, "say", "colon", tree.number)
        self.voices.add(voice, range(tree.number, tree.number + 1))
        self.cast.spoke(tree.start, speaker)

    def _colon_of(self, tree: Tree, first: int) -> int | None:
        """The colon behind a label: eight words long at most, or sixteen with a comma or before a quotation."""
        at = next((t.i for t in tree.words[first : first + 16] if t.text == ":"), None)
        if at is None or at < first + 8:
            return at
        quoted = at + 2 < len(tree) and self._quotes_behind(tree, at)
        return at if quoted or any(t.text in (",", "(") for t in tree.words[first + 1 : first + 8]) else None

    def _quotes_behind(self, tree: Tree, at: int) -> bool:
        return tree.words[at + 1].upos == "PUNCT" and self.page.quote_at(tree.words[at + 2].start) is not None

    def _heads_it(self, tree: Tree, i: int, speaker: Entity, at: int) -> bool:
        """Whether a label is a speaker: an office or a party's, a body by its name alone ("ISW: ..."), a person before
        a quotation ("Ana, a pensioner: “..."")."""
        if speaker.party is not None or speaker.role is not None:
            return True
        if speaker.person:
            return self._quotes_behind(tree, at)
        label = tree.words[i]
        body = label.ner.endswith("ORG") or (label.text.isupper() and 3 <= len(label.text) <= 4)
        return body and label.upos == "PROPN" and at - i == 1 and label.lemma.lower()[:3] not in _DAYS

    def _past_quoted(self, tree: Tree, at: int) -> int:
        """ "Aid group: 'No fuel is left' — clinic hit": where what is said behind a colon ends, before such a dash."""
        said = _DASHED.match(self.page.text, tree.words[at].end, tree.end)
        return tree.end if said is None else said.end()

    def _past_time(self, tree: Tree) -> int:
        """The first word behind the hour or the dash that an entry of a live page opens with."""
        opening = _HOUR.match(self.page.text, tree.start, tree.end)
        if opening is None:
            return 0
        return next((t.i for t in tree.words[:8] if t.start >= opening.end()), 0)

    def _name_alone(self, speaker: Entity, begins: int) -> Entity:
        """Without the hour before a name, or where its owner is: "Petz, aboard his plane"."""
        if speaker.start < begins < speaker.start + len(speaker.text):
            speaker = speaker._replace(text=self.page.text[begins : speaker.start + len(speaker.text)], start=begins)
        where = _WHERE.search(speaker.text)
        return speaker if where is None else speaker._replace(text=speaker.text[: where.start()])

    def _surname(self, tree: Tree, i: int, speaker: Entity) -> bool:
        """ "Petz: ..." above a report that names Mayor Ivo Petz further on."""
        return speaker.person and tree.words[i].upos == "PROPN" and tree.words[i].text == speaker.text.split()[-1]

    def _labelled(self, tree: Tree) -> bool:
        """ "Tula Region (Governor Ivo Petz): six drones fell": the place of an item is no speaker, the one in brackets
        is."""
        label = self.page.labels.get(tree.number)
        if label is None:
            return False
        at = next((t.i for t in tree.words[:16] if t.text in (":", "-", "–", "—") and t.start >= label.end), 0)
        inside = [t.i for t in tree.words[:at] if t.start > label.end and t.text not in ("(", ")")]
        tops = [k for k in inside if tree.head(k) not in inside and tree.words[k].upos in ("NOUN", "PROPN")]
        speaker = self._as_source(tree, tops[0]) if len(tops) == 1 else None
        if speaker is not None and (speaker.person or speaker.role is not None):
            stretch = (tree.words[at + 1].start, tree.end)
            self._add(tree, tops[0], stretch, speaker, tree.words[at].text, "say", "colon", False)
        return True

    def _heading(self, tree: Tree, begins: int, at: int) -> bool:
        """ "Ruritania: ...", "Arstad: ...", "Ruritania crisis: ...": where or what a story is about, no speaker."""
        start, end = tree.words[begins].start, tree.words[at].start
        text = self.page.text[start:end].strip()
        named = [n for n in self.page.named[tree.number] if n.start == start and n.end >= start + len(text)]
        placed = [p for p in self.page.placed[tree.number] if p.start == start and p.end >= start + len(text)]
        state = any(n.type in ("state", "adjective") for n in named) or self._places_alone(tree, start, end)
        if tree.words[at - 1].upos == "PUNCT" and tree.words[at - 1].text in _CLOSING:
            return True  # "“Arstad on the edge of cold”: mayor counts the dead"
        first = tree.lemma(
            next((t.i for t in tree.words[begins:at] if t.upos == "NOUN" and t.head in (-1, at)), at - 1)
        )
        heads = {first, tree.lemma(at - 1), text.lower().split()[-1] if text else ""} & words("cues", "headings")
        return state or (bool(placed) and not named) or bool(heads)

    def _places_alone(self, tree: Tree, start: int, end: int) -> bool:
        """ "Ruritania's Arstad: ...", "Ruritania–Graustark: ...": whether two names of states and places, and nothing
        else, stand before a colon."""
        spans = {(n.start, n.end) for n in self.page.named[tree.number] if n.type in _GROUND}
        spans |= {(p.start, p.end) for p in self.page.placed[tree.number]}
        spans |= {(t.start, t.end) for t in tree.words if t.ner.endswith("LOC")}
        names = [range(a, b) for a, b in spans if start <= a and b <= end]
        told = enumerate(self.page.text[start:end], start)
        return _TWO.fullmatch("".join("N" if any(k in n for n in names) else c for k, c in told)) is not None

    def _leads_in(self, tree: Tree) -> bool:
        """ "The army was brief: ..." before a quotation, "the mayor put it plainly: ...": who the sentence is about."""
        at = next((t.i for t in tree.words[:16] if t.text == ":"), None)
        if at is None or at + 3 >= len(tree) or self.voices.over(tree.number, tree.words[at + 2].start):
            return False
        subject = tree.subject(tree.root)
        quoted = self.page.quote_at(tree.words[at + 2].start) is not None and tree.words[at + 1].upos == "PUNCT"
        told = tree.lemma(tree.root) == "put" and (it := tree.dep(tree.root, "obj")) is not None
        told = told and tree.lemma(it if it is not None else 0) == "it"
        if not (quoted or told) or subject is None or not subject < tree.root < at:
            return False
        speaker = self._as_source(tree, subject)
        if speaker is None or (speaker.party is None and speaker.role is None and not speaker.person):
            return False
        self._add(tree, at, (tree.words[at + 1].start, tree.end), speaker, ":", "say", "colon", False)
        return True

    def _put_at(self, tree: Tree, i: int) -> None:
        """ "The lawyers' group put the toll at 57": who puts a number on it vouches for it."""
        thing = tree.dep(i, "obj")
        if thing is None or tree.lemma(thing) not in words("cues", "tolls") or tree.passive(i):
            return
        at = next((t.i for t in tree.words[thing + 1 : thing + 14] if t.text == "at"), None)
        speaker = self._speaker(tree, i) if at is not None else None
        if speaker is not None:
            own = tree.under(i, tree.deps(i, "conj", "punct", "cc"))  # "put the toll at nine and said it would reply"
            end = max(own)
            stretch = tree.span([*tree.under(thing), *(k for k in tree.under(i) if thing < k <= end)])
            self._add(tree, i, stretch, speaker, tree.words[i].text, "put", "object", False)

    def _joined(self, tree: Tree, k: int) -> bool:
        """ "and Y", "but nobody was hurt"; what else stands behind "but" may be the report's own."""
        by = tree.dep(k, "cc")
        if by is None or tree.lemma(by) == "and":
            return by is not None
        return tree.lemma(by) == "but" and any(tree.lemma(w) in ("no", "not", "none", "nobody") for w in tree.under(k))

    def _past_the_cue(self, tree: Tree, i: int) -> tuple[int, int] | None:
        """ "The town was shelled, he said, wounding two": what is said, with what of it stands behind the cue. None
        where nothing does, or where what is said before the cue is quoted."""
        told = [k for k in tree.deps(i, "ccomp") if k < i]
        if any(self.page.quote_at(tree.words[k].start) is not None for k in told):
            return None
        other = [k for t in told for k in tree.deps(t, "conj") if k > i and not self._joined(tree, k)]
        other = [k for k in other if tree.dep(k, "nsubj", "nsubj:pass") is not None]  # "..., but is open to peace"
        # "..., he said, after X proposed talks": when it was is the report's to tell
        other += [k for t in told for k in tree.deps(t, "advcl") if k > i and tree.dep(k, "mark") is not None]
        last = [k for t in told for k in tree.conjuncts(t) if t < k < i]
        other += [k for c in last for k in tree.deps(c, "advcl") if k > i and tree.marks(k) & _MEANWHILE]
        said = [k for t in told for k in tree.under(t, other) if tree.words[k].upos != "PUNCT"]
        return tree.span(said) if said and max(said) > i else None

    def _with_its_word(self, tree: Tree, i: int) -> bool:
        """ "Peskov shot back": a cue with the word behind it alone."""
        return i + 1 < len(tree) and f"{tree.lemma(i)} {tree.low(i + 1)}" in _SAY_WITH

    def _past_of_a_past(self, tree: Tree, i: int, k: int) -> bool:
        """Whether a clause joined to a cue in the past is in the past perfect, as what was said is."""
        clause = tree.dep(i, "ccomp")
        had = [any(tree.low(a) == "had" for a in tree.deps(v, "aux")) for v in (clause, k) if v is not None]
        return had == [True, True] and tree.has(i, "Tense=Past") and not tree.deps(i, "aux")

    def _led_by_place(self, tree: Tree, i: int, that: int, start: int) -> int | None:
        """ "Told reporters in Oslo that ...": where the clause begins though the place was hung on it."""
        first = tree.at(start)
        if first is None or not i < first < that or tree.words[that].text != "that" or tree.words[first].upos != "ADP":
            return None
        if any(self._when(tree, k) or tree.words[k].upos in ("NUM", "VERB") for k in range(first, that)):
            return None  # when it was said bears on what was said
        return tree.words[that].start

    def _told_of(self, tree: Tree, i: int, lemma: str) -> bool:
        """ "The missiles said to be aimed at the depot", "doctors told they can leave": said of or to them, by nobody
        named."""
        after = tree.words[i + 1 : i + 3]
        if tree.low(i) == "told" and after and after[0].text.lower() in _TO_WHOM:
            return True
        if lemma in ("point", "go"):  # "pointed at the border" says nothing
            return not after or after[0].text not in ("out", "on")
        if lemma == "report" and after and after[0].upos == "VERB" and after[0].text.endswith(("ed", "en")):
            return True  # "nine people reported killed"
        if self._of_no_speaker(tree, i, lemma):
            return True
        return lemma == "say" and len(after) == 2 and after[0].text == "to" and after[1].upos in ("VERB", "AUX")

    def _as_false(self, tree: Tree, i: int) -> bool:
        """ "Denounced as fake a report that drones had attacked the plant": who says so denies it."""
        said = [k for k in tree.deps(i, "obl", "xcomp", "advcl") if "as" in (tree.preposition(k), *tree.marks(k))]
        return any(tree.lemma(k) in words("cues", "untrue") for k in said)

    def _of_no_speaker(self, tree: Tree, i: int, lemma: str) -> bool:
        """ "Raid on port: dozens of casualties reported", "not in Arstad, as some media had claimed": nobody
        vouches."""
        who = tree.dep(i, "nsubj") if lemma in ("report", "claim") and tree.dep(i, "obj", "ccomp") is None else None
        if who is None:
            return False
        some = any(tree.lemma(k) == "some" for k in tree.deps(who, "det"))
        if some and "as" in tree.marks(i):
            return True
        told = {tree.lemma(k) for k in (who, *tree.deps(who, "nmod"))}
        return lemma == "report" and tree.words[who].upos != "PROPN" and not told.isdisjoint(words("cues", "tolls"))

    def _voicer(self, tree: Tree, i: int, lemma: str) -> int | None:
        """Who holds the statement that is an object: "made the claim that"; "voiced concern that", not "the blow raised
        concern that"."""
        verb = next((k for k in tree.above(i) if tree.words[k].upos == "VERB"), None)
        felt = lemma in words("cues", "felt")
        if verb is None or (felt and tree.lemma(verb) not in words("cues", "voicing")):
            return None
        return tree.subject(verb)

    def _own_word(self, tree: Tree, subject: int, lemma: str) -> bool:
        """ "“We know they shelled us,” the mayor said": whoever is quoted says both; "we know" has no speaker of its
        own beside him."""
        own = tree.low(subject) in SELF and lemma not in words("cues", "denying")
        return own and self.page.quote_at(tree.words[subject].start) is not None

    def _before_quoted(self, tree: Tree, i: int) -> tuple[tuple[int, int], str] | None:
        """ "Nine people were killed, the governor was quoted as saying.": all before the comma."""
        subject = tree.dep(i, "nsubj:pass", "nsubj")
        first = min(tree.under(subject)) if subject is not None else 0
        if first < 4 or tree.words[first - 1].text not in (",", "”", '"'):
            return None
        return (tree.start, tree.words[first - 1].start), "comma"

    def _before_inverted(self, tree: Tree, i: int) -> tuple[tuple[int, int], str] | None:
        """ "Two hurt in a raid on the port, says the mayor": what stands before a cue with its speaker behind it."""
        if self._behind(tree, i) is None:
            return None
        first = next((t.end for t in reversed(tree.words[: i - 1]) if t.text in (":", ";")), tree.start)
        return ((first, tree.words[i - 1].start), "comma") if tree.words[i - 1].start - first > 12 else None

    def _around(self, tree: Tree, i: int, stretch: tuple[int, int]) -> tuple[int, int]:
        """ "A fire broke out, he said, which was soon put out.", "No one was hurt, he said: all had left.": what stands
        before such an aside is said as well."""
        subject = tree.dep(i, "nsubj")
        if subject is None or subject > i or i + 1 >= len(tree) or tree.words[i + 1].text not in (",", ":"):
            return stretch
        first = min(tree.under(subject))
        told = first > 2 and tree.words[first - 1].text == "," and stretch[0] >= tree.words[i].start
        inverted = (
            tree.words[0].upos == "ADP" and i + 2 < len(tree) and tree.words[i + 2].upos == "AUX"
        )  # "among the dead, he said, were two women"
        told = told and (inverted or any(tree.words[k].upos == "VERB" for k in range(first - 1)))
        return (tree.start, stretch[1]) if told else stretch

    def _unjoined(self, tree: Tree, i: int) -> bool:
        """ "The group has left the town, it announced late on Monday": read as a clause that no "and" joins."""
        subject = tree.dep(i, "nsubj")
        plain = tree.rel(i) == "conj" and tree.lemma(i) in words("cues", "plain") and tree.dep(i, "cc", "ccomp") is None
        if not plain or subject is None or tree.head(i) > i:
            return False
        first = min(tree.under(subject))
        return first > 0 and tree.words[first - 1].text == "," and tree.lemma(first - 2) != "and"

    def _apart(self, tree: Tree, i: int, stretch: tuple[int, int]) -> tuple[int, int]:
        """The content without the cue: up to the cue's subject, or from the cue on."""
        start, end = stretch
        if not start <= tree.words[i].start < end:
            return stretch
        subject = tree.dep(i, "nsubj", "nsubj:pass")
        opening = min(
            tree.words[i].start, tree.span(tree.under(subject))[0] if subject is not None else tree.words[i].start
        )
        clause = tree.dep(i, "ccomp")
        if (clause is not None and clause < i) or opening - start >= end - tree.words[i].end:
            return start, opening
        return tree.words[i].end, end

    def _add(
        self, tree: Tree, i: int, stretch: tuple[int, int], speaker: Entity, cue: str, lemma: str, by: str, denies: bool
    ) -> None:
        start = tree.words[i].start
        stretch = narrowed(self.page, tree, i, bounded(self.page, tree, i, stretch, by), by)
        voice = Voice(stretch[0], stretch[1], speaker, cue, start, lemma, by, tree.number, denies)
        self.voices.add(voice, range(tree.number, tree.number + 1))
        self.cast.spoke(start, speaker)
