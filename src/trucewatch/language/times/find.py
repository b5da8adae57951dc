"""The expressions of a text that say when something was, with the words around them that change what they say:
"since Friday", "from 3 to 5 May", "in the 72 hours before Monday", "on the eve of", "by", "until"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from trucewatch.language.times import calendar as cal
from trucewatch.language.times import moments
from trucewatch.language.times.anchors import Anchor, anchored, told
from trucewatch.language.times.meaning import Expression, Meaning, Shape
from trucewatch.language.times.scan import Clockwork, expressions, looks_ahead, plain, sentence_breaks
from trucewatch.language.tokens import lowered
from trucewatch.values.moment import Basis, Moment

_LEADING = re.compile(
    r"\b(?:(?:late|early) )?(?:on|in|at|over|during|throughout|within|for|from|as of|as at|by|since|until|till) "
    r"(?:the )?$"
)
_OF_NOUN = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|overnight|[A-Z][a-z]{2,8}\.? \d{1,2}\b)", re.I)
_SINCE = re.compile(
    r"\bsince (?:[^.;,:\n]{0,80}(?:, (?:following|after|triggered by) [^.;,:\n]{0,40})? )?"
    r"(?:(?:on|in|at|over) )?(?:the )?$",
    re.I,
)
_NOT_WHEN = re.compile(r"\b(?:before|ahead of|prior to|until|till|up to|no later than)(?: the)? $")
_UNTIL = re.compile(r"\b(?:until|till|up to|by|no later than)(?: the)? $")
_BY = re.compile(r"\b(?:by|no later than)(?: the)? $")
_EVE = re.compile(r"\b(?:on )?the (?P<what>eve|night|evening|day) (?:of|before|prior to)(?: the)? $")
_WITHIN = re.compile(r"\b(?:in|within|over|during|for|throughout|of)(?: the)? $")
_RANGE_LEFT = re.compile(r"\b(?:from|between)(?: the)? $")
_RANGE_GAP = re.compile(r" ?(?:to|and|until|till|through|[-–—]) ?(?:the )?", re.I)
_RELATION = re.compile(r" (?P<how>since|before|after|following|prior to|ahead of|up to|to)(?: the)? (?:on )?", re.I)
_UP_TO = re.compile(  # "in the week to 18 May", "over the 24 hours to Sunday"
    r"\b(?:(?:in|over|during|for) )?the (?P<unit>week|month) (?:to|through|up to|ending|ended)(?: on)?(?: the)? $"
)
_LAST_WORDS = (  # one of them ends whatever stands right before an expression and changes what it says
    *("the ", "on ", "in ", "at ", "over ", "during ", "throughout ", "within ", "for ", "from ", "of ", "as ", "by "),
    *("since ", "until ", "till ", "before ", "to ", "than ", "between ", "through ", "ending ", "ended "),
)
_HOURS = 12  # fewer, without "past", say how fast and not when
_TAIL = 60  # characters of a preposition with its article, at most
_CONTEXT = 110  # characters before an expression that may change what it says


class Timed(NamedTuple):
    """A time expression: the text from ``start`` to ``end`` means ``moment``.

    ``inner``: of "since the truce fell apart on 3 May" the time of what is told inside, "on 3 May".
    """

    start: int
    end: int
    moment: Moment
    inner: Timed | None = None


class _Place(NamedTuple):
    """An expression among its neighbours. ``raw``: the text as written, ``text``: with plain spaces; ``before``: the
    words back to the expression before; ``ahead``: whether they look ahead.
    """

    raw: str
    text: str
    all: Sequence[Expression]
    n: int
    before: str
    ahead: bool

    @property
    def this(self) -> Expression:
        return self.all[self.n]

    @property
    def next(self) -> Expression | None:
        return self.all[self.n + 1] if self.n + 1 < len(self.all) else None


def find(
    text: str,
    published: Moment,
    *,
    start: int = 0,
    end: int | None = None,
    ahead: bool | None = False,
    anchors: Sequence[Anchor] = (),
) -> list[Timed]:
    """The times named in ``text[start:end]``, left to right, not overlapping; offsets are those of ``text``.

    Days are local days in ``published.zone``. Weekdays look back (the day of publication included) unless ``ahead``;
    None tells it from the words before each. ``anchors``: events whose day is known ("the pause began").
    """
    raw = text[start:end]
    piece = plain(raw)
    found = _borrowed(piece, expressions(piece, Clockwork(published, ahead)))
    breaks = sentence_breaks(piece) if ahead is None else []
    named = ((e.start, e.meaning.period.first) for e in found if _is_day(e.meaning) and e.meaning.period)
    anchors = [*anchors, *told(piece, named)]
    out = _since_events(raw, piece, published, anchors) if anchors else []
    taken = [(t.start, t.end) for t in out]
    done = 0
    for n, e in enumerate(found):
        if e.start < done:
            continue
        edge = max(found[n - 1].end if n else 0, e.start - _CONTEXT)
        facing = looks_ahead(piece, e.start, breaks) if ahead is None else ahead
        timed = _timed(_Place(raw, piece, found, n, piece[edge : e.start], facing), published, anchors)
        if timed is not None and not any(a < timed.end and timed.start < b for a, b in taken):
            out.append(timed)
            done = timed.end
    return [_shifted(t, start) for t in sorted(out, key=lambda t: t.start)]


def _since_events(raw: str, text: str, published: Moment, anchors: Sequence[Anchor]) -> list[Timed]:
    """Since the pause began: from the day that the case or the text itself gives for it, to the report."""
    out = []
    for m in re.finditer(r"\bsince ", text, re.I):
        known = anchored(text, m.end(), anchors)
        words = raw[m.start() : known.end] if known else ""
        moment = known and moments.through(known.day, published.days[1], published, Basis.CARRIED, words)
        tail = text[known.end : known.end + 4] if known else ""
        if (
            known
            and moment
            and tail not in (" on ", " in ")
            and not re.search(r"\d|days|weeks", text[max(0, m.start() - 6) : m.start()])
        ):
            out.append(Timed(m.start(), known.end, moment))
    return out


def _shifted(t: Timed, by: int) -> Timed:
    return Timed(t.start + by, t.end + by, t.moment, _shifted(t.inner, by) if t.inner else None)


def _timed(at: _Place, published: Moment, anchors: Sequence[Anchor]) -> Timed | None:
    for frame in (_ranged, _related, _since, _eve, _up_to, _spanned):
        found = frame(at, published, anchors)
        if found is not None:
            return found
    return _plain(at, published)


def _plain(at: _Place, published: Moment) -> Timed | None:
    """The expression by itself, with the preposition before it among its words."""
    meant = at.this.meaning
    start = _lead(at)
    words = at.raw[start : at.this.end]
    if _of_a_name(at):
        return None
    if _ends(_NOT_WHEN, at.before) and meant.clock is None and not (at.ahead and _ends(_UNTIL, at.before)):
        return None  # "before Friday": not on Friday, and when is not said
    edge = _edge(meant) if re.match("(?:from|since) ", words, re.I) else meant
    moment = moments.moment_of(edge, published, words, ahead=at.ahead)
    if moment is None:
        return None
    if at.ahead and _ends(_UNTIL, at.before) and moment.end > published.end:
        moment = moment.model_copy(update={"start": min(published.start, moment.end)})
    elif _ends(_BY, at.before):
        moment = _no_later(moment, meant)
    return Timed(start, at.this.end, moment)


def _no_later(moment: Moment, meant: Meaning) -> Moment:
    """ "Was restored by 19:00 today": from the start of that day to that time; of which day must be told."""
    if meant.clock is None or meant.dayless:
        return moment
    opens = Moment.of_days(moment.days[0], moment.days[0], zone=moment.zone, basis=moment.basis).start
    end = moment.end if meant.about else moment.end - timedelta(minutes=1)
    return moment.model_copy(update={"start": opens, "end": end}) if opens < end else moment


def _of_a_name(at: _Place) -> bool:
    """ "The Riga 2024 forum", "Ms April", "Christmas sales": after a name, before a noun, they tell no time."""
    if at.this.rule in ("year", "month") and at.this.meaning.bound == "":
        return bool(re.search(r"[A-Z][\w’'-]* $", at.before)) and not re.search(
            r"\b(?:In|Since|By|Of|From|Until|Till|To|During|Before|After|Between|Through|And|For|Late|Early) $",
            at.before,
        )
    if at.this.rule != "holiday" or at.this.end - at.this.start != len("Christmas"):
        return False
    after = re.match(r" [a-z]\w+", at.text[at.this.end : at.this.end + 20])
    preposition = re.search(r"\b(?:at|on|by|since|until|before|after|over|for|this|last|next) $", at.before, re.I)
    return after is not None or not preposition


def _ranged(at: _Place, published: Moment, _anchors: Sequence[Anchor]) -> Timed | None:
    """From 3 to 5 May; between Monday and Wednesday; Friday to Sunday."""
    other = at.next
    if other is None or not _RANGE_GAP.fullmatch(at.text[at.this.end : other.start]):
        return None
    gap = at.text[at.this.end : other.start].strip().lower()
    if gap in ("and", "until", "till") and not _ends(_RANGE_LEFT, at.before) and not _next_day(at.this, other):
        return None
    between = _ends(_RANGE_LEFT, at.before)
    start = at.this.start - (len(at.before) - between.start()) if between else _lead(at)
    words = at.raw[start : other.end]
    first = _edge(at.this.meaning)
    if first.clock is not None and first.zone is None and other.meaning.clock is not None:
        first = replace(first, zone=other.meaning.zone)  # "between 11 p.m. and 7 a.m., Moscow time"
    one = moments.moment_of(first, published, words, ahead=at.ahead)
    two = moments.moment_of(_edge(other.meaning), published, words, ahead=at.ahead)
    if one is None or two is None or two.end <= one.start:
        return None
    return Timed(start, other.end, two.model_copy(update={"start": one.start}))


def _next_day(one: Expression, other: Expression) -> bool:
    """ "On Sunday and Monday": two days that follow one another are one stretch."""
    a, b = one.meaning.period, other.meaning.period
    if a is None or b is None or one.meaning.shape is not Shape.DATE or other.meaning.shape is not Shape.DATE:
        return False
    return a.unit == b.unit == "day" and a.first == a.last and b.first == b.last == a.last + cal.ONE


def _related(at: _Place, published: Moment, anchors: Sequence[Anchor]) -> Timed | None:
    """In the 72 hours before Monday; a day after 18 March; in the three days since the pause began."""
    meant = at.this.meaning
    if meant.shape is not Shape.DURATION or meant.amount is None:
        return None
    relation = _RELATION.match(at.text, at.this.end)
    if relation is None:
        return None
    how = relation["how"].lower()
    other = at.next
    if other is not None and other.start == relation.end() and _is_day(other.meaning):
        first, last = moments.days(other.meaning, published, ahead=at.ahead)
        basis, stop = other.meaning.basis, other.end
    else:
        known = anchored(at.text, relation.end(), anchors)
        if known is None:
            return None
        first, last, basis, stop = known.day, known.day, Basis.CARRIED, known.end
    days = _around(meant, how, first, last, published, within=bool(_ends(_WITHIN, at.before)))
    start = _lead(at)
    moment = days and moments.through(*days, published, basis, at.raw[start:stop])
    return Timed(start, stop, moment) if moment else None


def _around(
    meant: Meaning, how: str, first: date, last: date, published: Moment, *, within: bool
) -> tuple[date, date] | None:
    """The days that a length and a day mean together."""
    if how == "since":
        return first, published.days[1]
    if meant.amount is None or meant.amount.n is None:
        return None
    if how in ("to", "up to"):
        far = cal.moved(last, -meant.amount.n, meant.amount.unit)
        return (far if meant.amount.unit in ("hour", "minute") and far != last else min(far + cal.ONE, last)), last
    back = how in ("before", "prior to", "ahead of")
    far = cal.moved(first if back else last, meant.amount.n * (-1 if back else 1), meant.amount.unit)
    if not within and not meant.way:
        return far, far
    return (far, first - cal.ONE) if back else (last, far)


def _since(at: _Place, published: Moment, _anchors: Sequence[Anchor]) -> Timed | None:
    """Since Friday; since the truce fell apart on 18 March."""
    found = _SINCE.search(at.before) if "since " in at.before.lower() else None
    if found is None or at.this.meaning.period is None:
        return None
    began = moments.moment_of(_edge(at.this.meaning), published, "", ahead=False)
    until = moments.through(published.days[1], published.days[1], published, Basis.RELATIVE, "")
    if began is None or until is None or until.end <= began.start:
        return None
    start = at.this.start - len(at.before) + found.start()
    words = at.raw[start : at.this.end]
    moment = Moment(start=began.start, end=until.end, zone=began.zone, basis=began.basis, text=words)
    told = len(re.sub(_LEADING, "", found[0].lower())) > len("since the ")
    return Timed(start, at.this.end, moment, _plain(at, published) if told else None)


def _edge(meant: Meaning) -> Meaning:
    """ "From midnight on 7 May until midnight on 10 May": midnight as the edge of a stretch is of the day named."""
    midnight = meant.part == "midnight" and meant.zone is None and not meant.dayless
    return replace(meant, part="", shape=Shape.DATE) if midnight else meant


def _up_to(at: _Place, published: Moment, _anchors: Sequence[Anchor]) -> Timed | None:
    """In the week to 18 May: the seven days that end with it."""
    found = _ends(_UP_TO, at.before)
    if found is None or not _is_day(at.this.meaning):
        return None
    _, last = moments.days(at.this.meaning, published, ahead=at.ahead)
    first = cal.moved(last, -1, found["unit"].lower()) + cal.ONE
    start = at.this.start - len(at.before) + found.start()
    words = at.raw[start : at.this.end]
    moment = moments.through(first, last, published, at.this.meaning.basis, words)
    return Timed(start, at.this.end, moment) if moment else None


def _eve(at: _Place, published: Moment, _anchors: Sequence[Anchor]) -> Timed | None:
    """On the eve of 9 May, the night before Christmas: the day before, or the night between."""
    found = _ends(_EVE, at.before)
    if found is None or not _is_day(at.this.meaning):
        return None
    if found["what"].lower() in ("day", "evening", "night") and not re.search(r"before|prior", found[0]):
        return None
    first, _ = moments.days(at.this.meaning, published, ahead=at.ahead)
    last = first if found["what"].lower() == "night" else first - cal.ONE
    start = at.this.start - len(at.before) + found.start()
    moment = moments.through(first - cal.ONE, last, published, at.this.meaning.basis, at.raw[start : at.this.end])
    return Timed(start, at.this.end, moment) if moment else None


def _spanned(at: _Place, published: Moment, _anchors: Sequence[Anchor]) -> Timed | None:
    """The past 24 hours, the next three days; within two days. A length alone says no time."""
    meant = at.this.meaning
    if meant.shape is not Shape.DURATION or meant.amount is None or meant.amount.n is None:
        return None
    if at.text[at.this.start : at.this.end].count("-") and not meant.way:
        return None  # "in the six-hour raid"
    if not meant.way and meant.amount.unit in ("hour", "minute", "second") and meant.amount.n < _HOURS:
        return None  # "within an hour" of what?
    if not meant.way and not re.search(r"\b(?:in|within)(?: the)? $", at.before, re.I):
        return None
    if _RELATION.match(at.text, at.this.end):
        return None  # of an event whose day nobody gave
    forward = meant.way == "ahead" or (not meant.way and at.ahead)
    today = published.days[1]
    far = cal.moved(today, meant.amount.n * (1 if forward else -1), meant.amount.unit)
    far = far if far != today else today + (cal.ONE if forward else -cal.ONE)
    start = _lead(at)
    days = (today, far) if forward else (far, today)
    moment = moments.through(*days, published, Basis.RELATIVE, at.raw[start : at.this.end])
    return Timed(start, at.this.end, moment) if moment else None


def _ends(pattern: re.Pattern[str], before: str) -> re.Match[str] | None:
    """What a pattern, which is in small letters, finds at the end of the words before. None of them is longer than
    ``_TAIL``: looking on from the front of a long stretch is what takes the time."""
    low = lowered(before)
    return pattern.search(low, max(0, len(low) - _TAIL)) if low.endswith(_LAST_WORDS) else None


def _is_day(meant: Meaning) -> bool:
    return meant.period is not None and meant.shape in (Shape.DATE, Shape.TIME) and meant.anchored


def _lead(at: _Place) -> int:
    """Where the expression begins with its preposition."""
    found = _ends(_LEADING, at.before)
    if found and _OF_NOUN.match(at.text, at.this.start) and found.group().lower().startswith("in "):
        found = None  # "in Friday's strike", "in overnight strikes": the preposition is the noun's
    return at.this.start - (len(at.before) - found.start() if found else 0)


def _borrowed(text: str, found: list[Expression]) -> list[Expression]:
    """A clock time or a part of a day without a day takes the day that its own sentence names next to it."""
    out = list(found)
    for n, e in enumerate(found):
        if not e.meaning.dayless or e.rule == "running":
            continue
        near = [found[k] for k in (n - 1, n + 1) if 0 <= k < len(found) and _lends(text, e, found[k])]
        if near:
            period, basis = near[0].meaning.period, near[0].meaning.basis
            assert period is not None
            out[n] = Expression(e.start, e.end, e.meaning.on(period, basis), e.rule)
    return out


def _lends(text: str, e: Expression, other: Expression) -> bool:
    meant = other.meaning
    between = text[min(e.end, other.end) : max(e.start, other.start)]
    one_day = meant.period is not None and meant.period.unit == "day" and meant.period.first == meant.period.last
    return (
        one_day
        and other.rule != "later"
        and not meant.dayless
        and not meant.clock
        and not re.search(r"[.!?;]\s|\n", between)
        and len(between) < 90
    )
