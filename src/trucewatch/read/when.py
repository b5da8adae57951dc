"""When the event of a claim was: in the claim's words, on the clause above it, with the words that say it, or carried
from the event told just before. Where none of these names a time there is none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import timedelta

from trucewatch.language.times import Timed
from trucewatch.language.times.words import number
from trucewatch.read.finest import lies_in
from trucewatch.read.leads import above_the_points
from trucewatch.read.lexicons import words
from trucewatch.read.meant import led_away, takes_as_known
from trucewatch.read.page import Page
from trucewatch.read.proposition import EFFECTS, Proposition, causing, shared_deeds, tells_of_another
from trucewatch.read.things import kinds_of
from trucewatch.read.timed_clauses import (
    charged_with,
    done_by_telling,
    goes_on,
    nested,
    of_a_deal,
    of_the_saying,
    sent_then,
    tells_the_cause,
    within_relative,
)
from trucewatch.read.tolls import of_the_toll
from trucewatch.read.tree import SUBJECTS, Tree
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Level, Place

_ADVERBIAL = ("obl", "obl:unmarked", "advmod", "nmod:unmarked", "obl:tmod")
_SPOKEN = frozenset({"proposal", "acceptance", "rejection", "commitment", "demand", "accusation", "threat"})
_ARMED = frozenset({"attack", "casualties", "damage", "outage", "interception"})
_LENDING = _ARMED | {"exchange"}
_ONE_EVENT = {("attack", "interception"), ("exchange", "exchange")}  # what came is what was brought down
# what says nothing of the next event
_RUNS = re.compile(r"(?:ever )?since\b|for (?:a|the) \w+ (?:day|night|week)\b|so far\b", re.I)
_MOST_OF = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|latest|[a-z]{4,}iest|largest|biggest|highest|lowest|longest|greatest|"
    r"fiercest|(?<!at )(?:most|least) \w+|worst|best)\b[^,.;]*$",
    re.I,
)
_BELOW = frozenset({"xcomp", "ccomp", "advcl", "acl", "acl:relcl", "nmod"})
_STARTING = re.compile(r"\b(?:starting|beginning|commencing|effective|lasting|running)(?: \w+)? $", re.I)
_LENGTH = re.compile(r"\b(?:days?|weeks?|months?|years?|decades?|hours?)\b")
_AFTER = re.compile(
    r"\b(?P<n>an?|\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten) (?P<unit>day|week)s? after\b", re.I
)
_UP_TO_NOW = re.compile(r"(?:(?:in|over|during|for|within) )?(?:the )?(?:past|last|previous)\b|since\b", re.I)
_COUNTED_AT = re.compile(r"(?:as of|by) \d", re.I)
_SINCE = re.compile(r"since\b", re.I)
_CLAUSE_END = re.compile(r"[,;:.–—“”\"]|\b(?:that|when|after|before|and|but|as)\b")
_DATED = re.compile(r"\d{4}|\b(?:last|ago|since|past|previous|earlier)\b", re.I)
_HALF_YEAR = timedelta(days=183)
_OFFERS = frozenset({"proposal", "acceptance", "rejection", "commitment", "demand", "threat"})
_RECOVERY = frozenset({"pull", "recover", "find", "retrieve", "discover", "unearth", "dig", "extract", "exhume"})
_RECOVERY_FROM = frozenset({"casualties.body", "casualties.bodies", "casualties.pulled", "casualties.kill"})
_STALE = 8  # days after which a telling is no news of what has just happened
_WIDE = 6  # days: the telling is dated by a week at least
_SPOTS = frozenset({Level.SETTLEMENT, Level.FACILITY})
_AHEAD = frozenset({"future", "conditional", "possible"})


class When:
    """The times of a report's claims, in the order of its text."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._last: tuple[Proposition, Moment, int] | None = None
        self._places: Sequence[Place] = ()
        self._there: Sequence[Place] = ()

    def of(self, p: Proposition, places: Sequence[Place] = (), targets: Sequence[int] = ()) -> Moment | None:
        """The time of the event; for an act of speech that of the act. Days and hours not stated are not invented.
        ``places``: those of the event: a day is not carried from one town to another. ``targets``: of several, those
        that are spoken of."""
        self._places = places
        if targets and len(targets) < len(p.targets) and (own := self._of_target(p, targets)) is not None:
            return own
        if _recovered(p):
            return self._carried(p)
        found = self._own(p) or self._shared(p) or self._above(p) or self._said(p)
        found = self._as_of_telling(p, found) if found is not None else self._told_then(p)
        if (p.kind in _LENDING or led_away(p)) and (found is None or _COUNTED_AT.match(found.text or "")):
            found = self._carried(p) or found  # "as of 8.30, 70 had been shot down": of those that came overnight
        elif found is not None and p.kind in _LENDING and p.modality == "actual" and not _RUNS.match(found.text or ""):
            self._last = (p, found, p.tree.number)
            self._there = places
        return found

    def _own(self, p: Proposition) -> Moment | None:
        """In its own words, but not in a clause within them; or before them, on its own predicate."""
        tree, aside = p.tree, None
        for found in self._times(p, *p.span):
            at = tree.at(_first_word(self.page.text, found))
            if _compared(self.page.text, p, found) or _of_terms(self.page.text, p, found):
                continue
            own = at is None or not nested(tree, at, p.head) or sent_then(p, at) or of_the_toll(p, at)
            if own and (at is None or not _of_a_state(tree, at, p.head, found)):
                if at is None or not of_a_deal(tree, at, p.head):
                    return found.moment
                aside = aside or found.moment  # "under the deal struck on 16 May, 40 were freed on 25 May"
        return aside or self._beside(p, p.head)

    def _of_target(self, p: Proposition, targets: Sequence[int]) -> Moment | None:
        """ "Hit a clinic on 18 March and a power plant on 19 March": the day that stands with the plant."""
        opens = sorted(p.tree.words[k].start for k in p.targets)
        at = p.tree.words[min(targets)].start
        end = next((n for n in opens if n > at), p.span[1])
        return None if at == opens[0] else next((t.moment for t in self._times(p, at, end)), None)

    def _beside(self, p: Proposition, i: int, behind: int = -1) -> Moment | None:
        """On a word's adverbials, those behind another word."""
        for k in p.tree.deps(i, *_ADVERBIAL):
            if k < behind:
                continue
            for found in self._times(p, *p.tree.span(p.tree.under(k))):
                at = p.tree.at(_first_word(self.page.text, found))
                own = at is None or not (within_relative(p.tree, at, k) or _of_a_state(p.tree, at, i, found))
                if own and not _compared(self.page.text, p, found) and not _of_terms(self.page.text, p, found):
                    return found.moment
        return None

    def _above(self, p: Proposition) -> Moment | None:
        tree, below = p.tree, p.head
        for up in tree.above(p.head):
            if not _shares_time(p, below, up):
                return None
            if tree.rel(below) == "advcl" and tree.marks(below) & {"before", "until"}:
                return None  # "lasted 11 weeks before it let some aid in"
            if tells_of_another(p, below) or (p.kind == "trend" and goes_on(tree, below)):
                return None
            apart = tree.rel(below) in ("conj", "parataxis") and bool(
                tree.deps(below, "aux", "aux:pass", "cop", *SUBJECTS)
            )
            conj, below = below, up
            if p.voice is not None and not p.voice.start <= tree.words[up].start < p.voice.end:
                return None
            found = self._beside(p, up, conj if charged_with(p, conj, up) else -1)
            if found is not None and apart and _since_behind(tree, up, conj, found):
                return None
            if found is not None:
                return self._days_before(p, _that_day(p, found))
            if tree.rel(up) in ("ccomp", "parataxis"):
                return None
        return None

    def _days_before(self, p: Proposition, found: Moment) -> Moment | None:
        """ "Said on Thursday, four days after it overran the base": that many days before the Thursday."""
        if "after" not in p.tree.marks(p.head):
            return found
        away = _AFTER.search(self.page.text, max(p.tree.start, p.span[0] - 24), p.tree.words[p.head].start)
        if away is None:
            return found
        n = number("one" if away["n"].lower() in ("a", "an") else away["n"]) * (7 if away["unit"] == "week" else 1)
        first, last = (day - timedelta(days=round(n)) for day in found.days)
        return Moment.of_days(first, last, zone=found.zone, basis=found.basis, text=found.text)

    def _shared(self, p: Proposition) -> Moment | None:
        """ "Blew up the track and took hostages in March": of the last of several deeds that one subject did; "were
        killed when a shell hit their house on Sunday": of what caused an effect."""
        for k in (*shared_deeds(p), *causing(p)):
            found = self._beside(p, k)
            if found is not None:
                return found
        subject = p.tree.subject(p.head) if p.tree.rel(p.head) == "conj" and not p.nominal else None
        phrase = p.tree.deps(subject, "nmod", "nmod:unmarked") if subject is not None else []
        spans = (p.tree.span(p.tree.under(k)) for k in phrase)  # "the fighting in December killed 47 and uprooted more"
        return next((t.moment for span in spans for t in self._times(p, *span)), None)

    def _said(self, p: Proposition) -> Moment | None:
        """ "On Sunday the minister said his side would open the crossing": a promise is made when it is said."""
        if p.kind not in _SPOKEN or p.modality != "actual" or not done_by_telling(p):
            return None
        return self._telling(p)

    def _done_before(self, p: Proposition) -> bool:
        """ "Said on Monday that they had agreed": the act was before it was told."""
        had = any(p.tree.low(k) == "had" for k in p.tree.deps(p.verb, "aux"))
        return had and not p.self_vouched

    def _as_of_telling(self, p: Proposition, found: Moment) -> Moment:
        """ "Said on Saturday that 31 had been killed in the past day", "since 18 March": up to that Saturday."""
        said = self._telling(p) if _UP_TO_NOW.match(found.text or "") else None
        if said is None or self.page.published is None:
            return found
        late = self.page.published.days[1] - said.days[1]
        first, last = found.days
        begins = first if _SINCE.match(found.text or "") else first - late
        if not 0 < late.days < _STALE or last - late < begins:
            return found
        return Moment.of_days(begins, last - late, zone=found.zone, basis=found.basis, text=found.text)

    def _told_then(self, p: Proposition) -> Moment | None:
        """ "Said last month that it had taken the town": the deed was in the week or month of the telling."""
        if p.kind in _SPOKEN or p.kind == "assessment" or p.modality != "actual" or not self._done_before(p):
            return None
        said = self._telling(p)
        if said is None or (said.days[1] - said.days[0]).days < _WIDE:
            return None
        p.notes.append("time of the telling")
        return said

    def _telling(self, p: Proposition) -> Moment | None:
        """The time on the verb of the saying that vouches for the claim."""
        if p.voice is None or not p.voice.cue:
            return None
        tree = self.page.trees[p.voice.sentence] if p.voice.sentence < len(self.page.trees) else p.tree
        cue = tree.at(p.voice.cue_start)
        if cue is None:
            return None
        for k in tree.deps(cue, *_ADVERBIAL):
            for found in self.page.times_in(*tree.span(tree.under(k)), ahead=False):
                if not p.voice.start <= found.start < p.voice.end:
                    return found.moment
        return None

    def _carried(self, p: Proposition) -> Moment | None:
        """From the event told just before: by the same side, in the same breath or the next sentence."""
        if self._last is None or p.modality != "actual" or _general(p) or _own_period(p):
            return None
        led = above_the_points(self.page, p) if p.kind in _ARMED else None
        if led is not None and not self._of_telling(led):
            self._last, self._there = (p, led.moment, p.tree.number), self._places
            return led.moment.model_copy(update={"basis": Basis.CARRIED})
        before, moment, sentence = self._last
        if not 0 <= p.tree.number - sentence <= 1 or not self._same_event(before, p):
            return None
        if not _bulletin(self._last) and _apart(self._there, self._places):
            return None
        between = self.page.times_in(before.span[1], p.span[0], ahead=False)
        if any(t.moment != moment and not self._of_telling(t) for t in between):
            return None
        self._last = (before, moment, p.tree.number)
        start = before.tree.number
        p.notes.append(f"time carried from “{moment.text}” on the event told in sentence {start + 1}".replace(":", "."))
        return moment.model_copy(update={"basis": Basis.CARRIED})

    def _of_telling(self, t: Timed) -> bool:
        """ "..., the governor said on Wednesday": a time of the telling, which dates no event."""
        tree = self.page.trees[max(0, bisect_right(self.page.starts, t.start) - 1)]
        at = tree.at(_first_word(self.page.text, t))
        verb = next((w.i for w in reversed(tree.words[: at or 0]) if w.upos == "VERB"), None)
        return verb is not None and tree.lemma(verb) in words("cues", "say")

    def _same_event(self, before: Proposition, p: Proposition) -> bool:
        if (before.kind, p.kind) in _ONE_EVENT:
            return True  # whoever tells of it
        one, other = (q.by.party if q.by else None for q in (before, p))
        if one and other and one != other:
            return False
        if p.kind in EFFECTS and before.kind in ("attack", "casualties") and self._one_place():
            return True
        speakers = [q.voice.speaker.text if q.voice else None for q in (before, p)]
        if speakers[0] and speakers[1] and speakers[0] != speakers[1]:
            return False
        listed = p.kind in _ARMED and _bulletin(self._last)
        if p.polarity == "negated" and p.kind == "attack" and not takes_as_known(p):
            return False  # "denies striking power plants": at any time
        return (p.kind in EFFECTS | {"displacement"} and before.kind in _ARMED) or listed or before.kind == p.kind

    def _one_place(self) -> bool:
        """Whether this event was where the one before was, and that is told finely."""
        here, there = ({x.name for x in places if x.level in _SPOTS} for places in (self._places, self._there))
        return bool(here) and here == there

    def _times(self, p: Proposition, start: int, end: int) -> Iterator[Timed]:
        for t in self.page.times_in(start, end, ahead=p.modality in _AHEAD):
            if not self._on_the_cue(p, t):
                yield self._of_the_offer(p, t)

    def _on_the_cue(self, p: Proposition, t: Timed) -> bool:
        """ "..., the mayor said on Saturday", "said the mayor on Saturday": a day of the telling, whatever it hangs on;
        not of what is told."""
        v = p.voice
        if v is None or not v.cue or v.sentence != p.tree.number or (p.kind in _SPOKEN and done_by_telling(p)):
            return False
        if v.start <= t.start < v.end and not of_the_saying(p, p.tree.at(_first_word(self.page.text, t))):
            return False
        behind = v.cue_start + len(v.cue)
        return behind <= t.start and _CLAUSE_END.search(self.page.text, behind, t.start) is None

    def _of_the_offer(self, p: Proposition, t: Timed) -> Timed:
        """ "Proposed in March a two-day truce in May": a month or a day without a year behind the offering is the
        one to come, where the last one is more than half a year past."""
        published = self.page.published
        text = self.page.text[t.start : t.end]
        past = published is not None and published.start - t.moment.end > _HALF_YEAR
        if p.kind not in _OFFERS or t.start < p.tree.words[p.head].start or not past or _DATED.search(text):
            return t
        ahead = (x for x in self.page.times_in(t.start, t.end, ahead=True) if x.start == t.start)
        return next((x for x in ahead if x.moment.start > t.moment.end), t)


def _that_day(p: Proposition, found: Moment) -> Moment:
    """ "Cut off since Saturday, when a blast hit the line": the blast was on the Saturday."""
    since, tree = _SINCE.match(found.text or ""), p.tree
    told = (
        tree.rel(p.head) == "acl:relcl" and tree.preposition(tree.head(p.head)) == "since"
    )  # "since the blast in which"
    if since is None or not (told or "when" in tree.marks(p.head)):
        return found
    named = (found.text or "")[since.end() :].strip()
    return Moment.of_days(found.days[0], found.days[0], zone=found.zone, basis=found.basis, text=named)


def _shares_time(p: Proposition, below: int, up: int) -> bool:
    """Whether what stands above tells the time of the event too: not the verb of its telling, nor a verb that a mere
    noun hangs on ("invited him on Tuesday to see the damage caused by the strikes")."""
    tree = p.tree
    if p.kind in _SPOKEN or tree.words[up].upos not in ("VERB", "AUX"):
        return True
    if tree.rel(below) == "ccomp" and tree.lemma(up) in words("cues", "say"):
        return False
    return not (p.nominal and below != p.head and tree.rel(below) in _BELOW)


def _of_terms(text: str, p: Proposition, found: Timed) -> bool:
    """ "Called for a truce starting on Monday": a time of the terms, not of the call."""
    return p.kind in _SPOKEN and bool(_STARTING.search(text, max(p.span[0], found.start - 24), found.start))


def _compared(text: str, p: Proposition, found: Timed) -> bool:
    """ "The largest attack since March", "the third raid in two months": what the event is compared with, not when."""
    told = text[found.start : found.end].lower()
    if not told.startswith(("since", "in ", "for ")):
        return False
    before = text[max(p.span[0], found.start - 70) : found.start]
    return bool(_MOST_OF.search(before)) and (told.startswith("since") or bool(_LENGTH.search(told)))


def _general(p: Proposition) -> bool:
    """ "Attacks on convoys", "mines that kill farmers": named or told in the present, of no one time."""
    told_now = p.tree.has(p.verb, "Tense=Pres") and p.tree.has(p.verb, "VerbForm=Fin")
    if p.nominal and tells_the_cause(p):
        return False
    told_now &= not (p.kind == "casualties" and p.tree.lemma(p.verb) == "be")  # "there are no dead"
    return told_now or (p.nominal and p.kind not in EFFECTS)


def _own_period(p: Proposition) -> bool:
    """ "Has struck nothing since the agreement took effect": a time of its own, though no day is told."""
    tree = p.tree
    return any("since" in tree.marks(k) for k in tree.deps(p.head, "advcl")) or any(
        preposition == "since" for preposition, _ in tree.obliques(p.head)
    )


def _bulletin(last: tuple[Proposition, Moment, int] | None) -> bool:
    """Whether the time is a stretch that a list of events fills ("in the past 24 hours", "overnight")."""
    if last is None:
        return False
    first, end = last[1].days
    return first != end


def _apart(there: Sequence[Place], here: Sequence[Place]) -> bool:
    """Whether two events were in other places: none of one is, or may lie in, one of the other."""
    return bool(there and here) and not any(
        a.name == b.name or lies_in(a, b) or lies_in(b, a) for a in there for b in here
    )


def _first_word(text: str, found: Timed) -> int:
    """Where the words begin: offsets of the text, white space left out."""
    at = found.start
    while at < found.end and text[at].isspace():
        at += 1
    return at


def _of_a_state(tree: Tree, at: int, head: int, found: Timed) -> bool:
    """ "The station, under the control of the army since August, was shelled": how long a state has held is not when
    the event was."""
    over = list(tree.above(at))
    if head not in over or not _SINCE.match(found.moment.text or ""):
        return False
    below = over[: over.index(head)]
    return any(tree.preposition(k) in ("under", "without") and "assault" not in kinds_of(tree, k) for k in below)


def _recovered(p: Proposition) -> bool:
    """ "Pulled two more bodies from the rubble on Saturday": the day of finding the dead is not that of the killing."""
    return p.frame.id in _RECOVERY_FROM and p.tree.lemma(p.head) in _RECOVERY


def _since_behind(tree: Tree, up: int, conj: int, found: Moment) -> bool:
    """ "Has been held since August and was hit": what since is said of the first verb alone."""
    if not _SINCE.match(found.text or ""):
        return False
    return any(up < k < conj and tree.preposition(k) == "since" for k in tree.kids[up])
