"""From a trigger in a clause to a claim: quote, source, agent, target, place, time, counts, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from trucewatch.language import counts as numbers
from trucewatch.language.lexicon import lexicon
from trucewatch.language.times import Timed
from trucewatch.language.tokens import Token
from trucewatch.read import mood, slots, where_when
from trucewatch.read.attribution import Segment
from trucewatch.read.scene import PHYSICAL, Found, Scene
from trucewatch.read.speakers import REPORT, Speaker
from trucewatch.read.triggers import Trigger, forms, kinds
from trucewatch.records.base import identified
from trucewatch.records.claim import Claim, Mention, SourceMention, Target, Why
from trucewatch.records.report import Report
from trucewatch.values.count import Count
from trucewatch.values.vocabularies import SPEECH_ACTS, CountOf, Kind, Role, TargetClass, Weapon

_TERMS = frozenset({Kind.PROPOSAL, Kind.ACCEPTANCE, Kind.REJECTION, Kind.DEMAND, Kind.COMMITMENT})
_TERM_OF_A_DEAL = frozenset({Kind.EXCHANGE, Kind.CONTROL, Kind.AID, Kind.TALKS})  # terms are not claims one by one
_ARMED = frozenset({Kind.ATTACK, Kind.INTERCEPTION, Kind.CASUALTIES, Kind.DAMAGE})
_SPEAKS = frozenset(f for v in lexicon("speech")["acts"] for f in forms(v))
_WEAK = re.compile(
    r"^(?:must|should|needs?(?: to)?|genocid\w*|aggression|unacceptable|illegal|"
    r"unlawful|war crimes?|responsible|provocations?|intend\w*|"
    r"is needed|are needed|will|would|plans?|ready|crisis|useful|chances?|under)\b",
    re.I,
)
_ANAPHOR = re.compile(r"\b(?:the|this|that|these|those|its|their)\s+(?:\w+\s+){0,2}$", re.I)
_DATED_NAME = re.compile(
    r"(?:\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?: \d{1,2})?|\b(?:19|20)\d\d),? (?:\w+ )?$"
)
_COMPLEMENT = re.compile(
    r"^\s*(?:on|against|at|in|near|across|by|targeting|killed|injured|wounded|damaged|hit|have|has)\b", re.I
)


def findings(
    scene: Scene,
    segment: Segment,
    clause: tuple[int, int],
    found: list[Token],
    sentence: tuple[int, int],
    whole: list[Timed],
    here: list[Found],
) -> Iterator[Found]:
    """The claims of one clause: one for each kind that its words trigger, several where targets differ in class."""
    text = scene.report.text
    triggers = [t for t in kinds().find(text, found, clause[1]) if _holds(text, clause, segment, t)]
    for trigger in _one_a_kind(triggers):
        yield from _of_trigger(scene, segment, clause, trigger, triggers, sentence, whole, here)


def _one_a_kind(triggers: list[Trigger]) -> list[Trigger]:
    """The first trigger of each kind, and of triggers that overlap the longer one; an act of speech rules out the
    weaker readings of its own words."""
    chosen: list[Trigger] = []
    for t in sorted(triggers, key=lambda t: (not _speaks(t), t.start - t.end, t.start, t.entry.kind.value)):
        if any(c.entry.kind is t.entry.kind for c in chosen):
            continue
        if any(c.start < t.end and t.start < c.end and c.end - c.start > t.end - t.start for c in chosen):
            continue
        chosen.append(t)
    out = sorted(chosen, key=lambda t: (t.start, t.entry.kind.value))
    acts = [t for t in out if t.entry.kind in SPEECH_ACTS]
    if len(acts) > 1:
        strong = [t for t in acts if not _WEAK.match(t.text)] or acts
        keep = {strong[0]}
        out = [t for t in out if t.entry.kind not in SPEECH_ACTS or t in keep]
    terms = next((t.start for t in out if t.entry.kind in _TERMS), None)
    return out if terms is None else [t for t in out if t.entry.kind not in _TERM_OF_A_DEAL or t.start < terms]


def _speaks(t: Trigger) -> bool:
    return t.entry.kind in SPEECH_ACTS and t.text.split()[0].lower() in _SPEAKS


def _holds(text: str, clause: tuple[int, int], segment: Segment, t: Trigger) -> bool:
    """Whether the words are enough for a claim: a bare "the attack" only points back; weak words need a speaker."""
    kind = t.entry.kind
    if kind is Kind.ATTACK and slots.is_noun(text, t):
        before = text[max(clause[0], t.start - 30) : t.start]
        if _DATED_NAME.search(before):
            return False  # "the Oct. 7 attack": an event of history named by its date
        complement = _COMPLEMENT.match(text[t.end : t.end + 20]) or len(t.text.split()) > 1
        if _ANAPHOR.search(before) and not complement:
            return False
        return bool(complement or re.search(r"[A-Z][\w]+ (?:\w+ )?$", before))
    if kind is Kind.ASSESSMENT or _WEAK.match(t.text):
        return segment.source is not REPORT
    return True


def _of_trigger(
    scene: Scene,
    segment: Segment,
    clause: tuple[int, int],
    trigger: Trigger,
    triggers: list[Trigger],
    sentence: tuple[int, int],
    whole: list[Timed],
    here: list[Found],
) -> Iterator[Found]:
    text, kind = scene.report.text, trigger.entry.kind
    start, end = _quote(text, clause, trigger, triggers)
    counted = _counts(text, kind, start, end)
    source, cue, actor = _source_and_actor(scene, segment, clause, trigger, sentence, here)
    when, basis_note = where_when.time_of(whole, kind, start, end)
    places, place_note = where_when.places_of(scene, kind, start, end, sentence)
    base = Found(
        start=start,
        end=end,
        kind=kind,
        polarity=mood.polarity(text, clause, trigger, zero_count=any(c.high == 0 for c in counted)),
        modality=mood.modality(text, clause, trigger, sentence),
        source=source,
        cue=cue,
        actor=actor,
        target=None,
        about=_about(text, trigger, end)
        if kind in {Kind.PROPOSAL, Kind.ACCEPTANCE, Kind.REJECTION, Kind.COMMITMENT}
        else None,
        weapons=_weapons(text, kind, start, end, here),
        places=places,
        time=when,
        counts=counted,
        rule=f"{segment.rule}/{trigger.entry.form}",
        entries=(trigger.entry.id,),
        notes=tuple(n for n in (basis_note, place_note, f"trigger: {trigger.text}") if n),
    )
    yield from _with_targets(scene, base, clause, trigger)


def _with_targets(scene: Scene, base: Found, clause: tuple[int, int], trigger: Trigger) -> Iterator[Found]:
    text = scene.report.text
    if base.kind in SPEECH_ACTS or base.kind in {Kind.TALKS, Kind.SANCTION, Kind.THREAT}:
        named = [n for n in scene.params.register.find(text, trigger.end, base.end) if n.type != "metonym"]
        other = next((n for n in named if base.actor is None or n.party != base.actor.party), None)
        yield replace(base, target=Target(text=other.text, target_class=None, party=other.party) if other else None)
        return
    found = slots.targets(text, clause, trigger) if base.kind not in {Kind.TREND, Kind.AID, Kind.CLASH} else []
    if not found:
        yield replace(base, target=_settlement(text, base, trigger))
        return
    after = base.start
    for t in found:
        mention = text[t.start : t.end]
        own = (
            base.counts if len(found) == 1 else _counts(text, base.kind, max(after, base.start), max(t.end, base.start))
        )
        after = t.end
        base = replace(base, counts=own)
        inside = scene.params.register.find(mention)
        party = inside[0].party if inside and t.target_class not in {TargetClass.CIVILIANS} else None
        yield replace(base, target=Target(text=mention, target_class=t.target_class, party=party))


def _settlement(text: str, base: Found, trigger: Trigger) -> Target | None:
    """A place struck as such: no thing is named, but a place stands where the object would."""
    if base.kind is not Kind.ATTACK:
        return None
    for place in base.places:
        at = text.find(place.text, base.start, base.end)
        settled = place.level is None or place.level.value not in {"facility", "sea"}
        if settled and at >= 0 and (at >= trigger.end - 12 or slots.is_passive(text, (base.start, base.end), trigger)):
            return Target(text=place.text, target_class=TargetClass.SETTLEMENT, party=None)
    return None


def _quote(text: str, clause: tuple[int, int], trigger: Trigger, triggers: list[Trigger]) -> tuple[int, int]:
    """The clause; for an event noun that is the subject of another trigger ("a strike on a house killed 19"), the noun
    phrase alone."""
    if slots.is_noun(text, trigger) and trigger.entry.kind is Kind.ATTACK:
        later = [t for t in triggers if t.start >= trigger.end and not slots.is_noun(text, t)]
        if later and re.match(
            r"\s*(?:on|against|at|in|near|targeting)\b", text[trigger.end : trigger.end + 14] or text[trigger.end - 4 :]
        ):
            cut = re.compile(r"[\s,]*(?:have |has |had |also |that )*$").search(text, trigger.end, later[0].start)
            return clause[0], cut.start() if cut and cut.start() > clause[0] else later[0].start
    return clause


def _counts(text: str, kind: Kind, start: int, end: int) -> tuple[Count, ...]:
    found = [c.value for c in numbers.find(text, kind, start, end)]
    if kind is Kind.CASUALTIES and re.search(
        r"\bno (?:casualties|victims|dead or (?:injured|wounded))\b", text[start:end], re.I
    ):
        nought = [Count(what=w, low=0, high=0, text="no") for w in (CountOf.KILLED, CountOf.INJURED)]
        found = [*nought, *(c for c in found if c.high != 0)]
    return tuple(dict.fromkeys(found))


def _source_and_actor(
    scene: Scene,
    segment: Segment,
    clause: tuple[int, int],
    trigger: Trigger,
    sentence: tuple[int, int],
    here: list[Found],
) -> tuple[Speaker, str | None, slots.Agent | None]:
    """Who vouches and who acts. Who accuses, demands, vows or warns vouches for it and is its actor."""
    text, kind = scene.report.text, trigger.entry.kind
    speaker = segment.source
    as_agent = slots.Agent(speaker.text, speaker.party) if speaker.text else None
    actor = slots.agent(text, clause, trigger, scene.params.register, speaker=as_agent)
    word = trigger.text.split()[0].lower()
    if kind in SPEECH_ACTS and word in _SPEAKS and not slots.is_passive(text, clause, trigger):
        subject = text[clause[0] : trigger.start].strip(" ,")
        mention = re.sub(
            r"(?:\s+(?:has|have|had|also|strongly|again|later|previously|repeatedly|then|and))+$", "", subject
        )
        who = scene.discourse.speaker(mention) if 0 < len(mention) <= 90 and speaker is REPORT else None
        if who and who.text:
            return who, word_of(trigger), slots.Agent(who.text, who.party)
        first = slots.subject_agent(text, sentence[0], trigger.start, scene.params.register)
        if speaker is REPORT and not mention and first:
            who = scene.discourse.speaker(first.text) or Speaker(first.text, first.party, Role.OFFICIAL)
            return who, word_of(trigger), slots.Agent(who.text or first.text, who.party)
    if kind in SPEECH_ACTS and speaker.text and kind not in {Kind.ACCEPTANCE, Kind.REJECTION}:
        return speaker, segment.cue, as_agent
    if kind in SPEECH_ACTS and actor is None and speaker.text and kind in {Kind.ACCEPTANCE, Kind.REJECTION}:
        actor = as_agent if re.match(r"(?:we|it|he|she|i|they)\b", text[clause[0] : clause[1]], re.I) else None
    if actor is None and kind is Kind.TALKS:
        actor = slots.first_between(text, clause, scene.params.register)
    if actor is None and clause[0] == trigger.start and word.endswith("ing") and here:
        actor = here[-1].actor if here[-1].kind in PHYSICAL and here[-1].end <= trigger.start else None
    if actor is None and kind in {Kind.CASUALTIES, Kind.DAMAGE}:
        cause = next(
            (f for f in reversed(here) if f.kind is Kind.ATTACK and f.actor and abs(f.start - clause[0]) < 200), None
        )
        actor = cause.actor if cause and cause.source == speaker else None
    return speaker, segment.cue, actor


def word_of(trigger: Trigger) -> str:
    """The verb of attribution, as the report writes it."""
    return (
        " ".join(trigger.text.split()[:2])
        if re.match(r"call\w* (?:on|for)\b", trigger.text, re.I)
        else trigger.text.split()[0]
    )


def _weapons(text: str, kind: Kind, start: int, end: int, here: list[Found]) -> tuple[Weapon, ...]:
    """The means that the clause names; for an effect, else those of the attack in the same sentence that it follows."""
    if kind not in _ARMED:
        return ()
    own = slots.weapons(text, start, end)
    if own or kind not in {Kind.CASUALTIES, Kind.DAMAGE}:
        return own
    cause = next((f for f in reversed(here) if f.kind is Kind.ATTACK and f.end <= start), None)
    return cause.weapons if cause else ()


def _about(text: str, trigger: Trigger, end: int) -> str | None:
    """The terms: what follows the verb, without "to" and "that"."""
    m = re.compile(r"\s*(?:to|that|on|the idea of)?\s*(.{3,200})", re.S).match(text, trigger.end, end)
    words = m.group(1).strip() if m else ""
    return words or None


def claim_of(report: Report, f: Found) -> Claim:
    """The finished record."""
    return identified(
        Claim,
        report=report.id,
        doc=report.doc,
        quote=report.text[f.start : f.end],
        start=f.start,
        end=f.end,
        kind=f.kind,
        polarity=f.polarity,
        modality=f.modality,
        source=SourceMention(text=f.source.text, party=f.source.party, role=f.source.role),
        cue=f.cue if f.source.role is not Role.REPORT else None,
        actor=Mention(text=f.actor.text, party=f.actor.party) if f.actor else None,
        target=f.target,
        about=f.about,
        weapons=f.weapons,
        places=f.places,
        time=f.time,
        counts=f.counts,
        why=Why(rule=f.rule, entries=f.entries, notes=f.notes),
    )
