"""Who vouches for which stretch of a sentence: "X said Y", "Y, X said", "according to X, Y", quotations, pronouns."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from trucewatch.language.lexicon import lexicon
from trucewatch.language.sentences import Sentence
from trucewatch.read.speakers import REPORT, Discourse, Speaker
from trucewatch.read.triggers import forms

_LONGEST_MENTION = 160


class Segment(NamedTuple):
    """``start`` to ``end`` of the text is vouched for by ``source``; ``cue`` is the word that says so."""

    start: int
    end: int
    source: Speaker
    cue: str | None
    rule: str


class _Patterns(NamedTuple):
    verb: re.Pattern[str]
    according: re.Pattern[str]
    between: re.Pattern[str]
    addressee: re.Pattern[str]
    participle: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    data = lexicon("speech")
    told = {f for v in [*data["says"], *data["tells"]] for f in forms(v) if not f.endswith("ing")}
    verbs = sorted(told - set(data["nouns"]))
    adverbs = "also|then|later|earlier|repeatedly|previously|further|reportedly|initially|subsequently|strongly|even"
    between = "|".join(sorted(map(re.escape, data["between"]), key=len, reverse=True))
    day = r"(?:late |early |on )*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|evening|night|afternoon))?"
    return _Patterns(
        verb=re.compile(
            rf"(?<![\w’'-])(?:(?:has|have|had) )?(?:(?:{adverbs}) )*(?P<cue>{'|'.join(verbs)})"
            rf"(?:\s+(?:{adverbs}))?(?![\w-])(?!\s+(?:responsibility|lives|credit|the lives|to have))"
        ),
        according=re.compile(r"\b(?P<cue>[Aa]ccording to)\s+"),
        between=re.compile(
            rf"(?:[\s,]+(?:{between}|{day}|in [A-Z]\w+|to [A-Z]\w+|"
            r"last (?:week|month|year)|this (?:week|month|year|morning)))+",
            re.I,
        ),
        addressee=re.compile(
            r"\s+(?:the\s+|a\s+)?[\w’'.-]+(?:\s+(?!that\b)[\w’'.-]+){0,4}?(?=\s+that\b|\s*,|\s*[\"“:])"
        ),
        participle=re.compile(rf",\s+(?:also\s+)?(?P<cue>{'|'.join(data['participles'])})(?![\w])(?:\s+(?:that|how))?"),
    )


_QUOTED = re.compile(r"“[^“”]{1,1200}”?|\"[^\"]{1,1200}\"?")
_OPENING = re.compile(
    r"^(?:(?:However|Meanwhile|Earlier|Separately|Later|But|And|Also|Yet|Then|Still|Additionally|Moreover|Instead|"
    r"In a (?:statement|post|separate \w+)|In turn|For (?:his|her|its) part|At the same time|"
    r"(?:[Oo]n |Late |Early )?\w+day(?: \w+)?|In (?:the|a) [\w -]{3,30}|On \w+ \d+|As [\w -]{3,60}|"
    r"After [\w -]{3,60}|While [^,]{3,90}|Although [^,]{3,90}|Following [^,]{3,60}),?\s+)+"
)
_BOUNDARY = re.compile(
    r"[;:]\s|\s[–—-]{1,2}\s|,\s+(?:but|while|although|though|as|and|whereas)\s|\s(?:but|while|although|whereas|because|as|that|which|where|what|whose)\s|\)\s|\.\s"
)
_THAT = re.compile(r"\s+(?:that\s+)?")
_LISTED = re.compile(r"(?:^|, |\s)(?P<name>(?:[Tt]he (?:\w+ of )?(?:the )?)?[A-Z][\w.]*(?: [A-Z][\w.]*){0,2}), $")
_NOT_A_MENTION = re.compile(
    r"^(?:to|and|or|not|which is|there|what|as|that|been|being|is|was|the same|has|have)$", re.I
)


def masked(text: str, sentence: Sentence) -> str:
    """The sentence with what stands in quotation marks blanked, so that no cue is found inside a quotation."""
    body = text[sentence.start : sentence.end]
    if sentence.in_quote and body[:1] not in '"“':
        close = re.search(r"[\"”]", body)
        cut = close.end() if close else len(body)
        body = "\x00" * cut + body[cut:]
    return _QUOTED.sub(lambda m: "\x00" * len(m.group()), body)


def segments(text: str, sentence: Sentence, discourse: Discourse) -> list[Segment]:
    """The stretches of one sentence with who vouches for each, left to right. What no one is quoted for is the
    report's own voice; a sentence wholly in quotation belongs to whoever spoke last."""
    plain = masked(text, sentence)
    found = _according(text, sentence, plain, discourse) or _said(text, sentence, plain, discourse)
    if found:
        return found
    inside = plain.strip(" \x00.") == ""
    if inside and sentence.in_quote and discourse.last:
        return [Segment(sentence.start, sentence.end, discourse.last, None, "quotation.continued")]
    return [Segment(sentence.start, sentence.end, REPORT, None, "report.voice")]


def _according(text: str, sentence: Sentence, plain: str, discourse: Discourse) -> list[Segment]:
    m = _patterns().according.search(plain)
    if not m:
        return []
    stop = re.compile(r"[;:]|\.$|\s–\s|, (?:while|but|and|which|who|as|although|with)\b|,").search(plain, m.end())
    end = stop.start() if stop else len(plain.rstrip("."))
    if (
        m.start() > 2
        and stop
        and stop.group() == ","
        and re.match(r", (?:a|an|the|head|director|\w+ of) ", plain[stop.start() :])
    ):
        later = re.compile(r"[,;.]").search(plain, stop.end())
        end = later.start() if later else len(plain.rstrip("."))
    mention = text[sentence.start + m.end() : sentence.start + end].strip()
    speaker = discourse.speaker(mention) if 0 < len(mention) <= _LONGEST_MENTION else None
    if not speaker:
        return []
    if m.start() <= 2:
        return [Segment(sentence.start + end + 1, sentence.end, speaker, m["cue"], "according.first")]
    left = sentence.start + m.start()
    out = [Segment(sentence.start, left, speaker, m["cue"], "according.last")]
    rest = sentence.start + end
    if sentence.end - rest > 15:
        out.append(Segment(rest, sentence.end, REPORT, None, "report.voice"))
    return out


def _said(text: str, sentence: Sentence, plain: str, discourse: Discourse) -> list[Segment]:
    for m in _patterns().verb.finditer(plain):
        left = plain[: m.start()]
        subject = _subject(left)
        after = _after_cue(plain, m)
        inverted = subject is None and re.search(r"[,\x00?!]\s*$", left)
        if inverted:
            return _inverted(text, sentence, plain, m, discourse)
        if subject is None or _NOT_A_MENTION.match(plain[subject[0] : subject[1]].strip()):
            continue
        mention = text[sentence.start + subject[0] : sentence.start + subject[1]].strip()
        if not _may_speak(mention) or len(mention) > _LONGEST_MENTION:
            continue
        content_left = plain[: subject[0]].strip(" ,")
        ends = not plain[after:].strip(' .\x00"”,') or (plain[after : after + 1] in ",." and content_left != "")
        quoted_after = "\x00" in plain[after : after + 3]
        if ends and not content_left and not quoted_after:
            continue
        speaker = discourse.speaker(mention)
        if speaker is None:
            continue
        return _around(sentence, plain, m, subject, after, speaker, ends and not quoted_after)
    return []


def _around(
    sentence: Sentence,
    plain: str,
    m: re.Match[str],
    subject: tuple[int, int],
    after: int,
    speaker: Speaker,
    content_before: bool,
) -> list[Segment]:
    """The content after the cue ("X said Y") or before it ("Y, X said"), and what of the sentence is left over."""
    cue, at = m["cue"], sentence.start
    if content_before:
        out = [Segment(at, at + subject[0], speaker, cue, "said.last")]
        if len(plain) - after > 15:
            trailing = _participle_segments(sentence, plain, after, speaker)
            out += trailing or [Segment(at + after, sentence.end, speaker, cue, "said.last")]
        return out
    out = []
    lead = plain[: subject[0]].strip()
    if len(lead) > 25:
        own = speaker if "\x00" in lead else REPORT
        out.append(Segment(at, at + subject[0], own, cue if own is speaker else None, "said.between"))
    out.append(Segment(at + after, sentence.end, speaker, cue, "said.first"))
    return out


def _participle_segments(sentence: Sentence, plain: str, after: int, speaker: Speaker) -> list[Segment]:
    m = _patterns().participle.search(plain, max(0, after - 1))
    return [Segment(sentence.start + m.end(), sentence.end, speaker, m["cue"], "said.participle")] if m else []


def _inverted(text: str, sentence: Sentence, plain: str, m: re.Match[str], discourse: Discourse) -> list[Segment]:
    """ "Y," said X."""
    stop = re.search(
        r"[.;]|,(?! (?:the|a|an|head|director|chief|who|spokes\w+|[A-Z][\w]+[’']s)\b)| on \w+day| in a |\x00",
        plain[m.end() :],
    )
    end = m.end() + (stop.start() if stop else len(plain) - m.end())
    mention = text[sentence.start + m.end() : sentence.start + end].strip(" ,")
    speaker = discourse.speaker(mention) if 0 < len(mention) <= _LONGEST_MENTION else None
    if not speaker:
        return []
    out = [Segment(sentence.start, sentence.start + m.start(), speaker, m["cue"], "said.inverted")]
    if len(plain) - end > 15:
        out.append(Segment(sentence.start + end, sentence.end, speaker, m["cue"], "said.inverted"))
    return out


def _after_cue(plain: str, m: re.Match[str]) -> int:
    """Where the content begins: after an addressee, adverbials and "that"."""
    p, at = _patterns(), m.end()
    if m["cue"].lower() in {*forms("tell"), *forms("inform")} and (a := p.addressee.match(plain, at)):
        at = a.end()
    if b := p.between.match(plain, at):
        at = b.end()
    t = _THAT.match(plain, at)
    return t.end() if t and plain[at : t.end()].strip() == "that" else at


def _subject(left: str) -> tuple[int, int] | None:
    """Where the subject of the cue stands in what precedes it; None if a comma or a quotation comes between."""
    stripped = left.rstrip()
    if not stripped or stripped[-1] in ",\x00;:?!":
        if stripped[-1:] != "," or stripped.count(",") < 2:
            return None
        # "Amit Shah, India's home minister, said": an apposition between commas
        inner = stripped[:-1]
        comma = inner.rfind(",")
        if len(inner) - comma > 110 or "\x00" in inner[comma:]:
            return None
        start = _mention_start(inner[:comma])
        name = inner[start:comma].strip()
        return (start, len(inner)) if name and len(name.split()) <= 9 and name[:1].isupper() else None
    start = _mention_start(stripped)
    return (start, len(stripped)) if stripped[start:].strip() else None


def _mention_start(left: str) -> int:
    start = 0
    for b in _BOUNDARY.finditer(left):
        start = b.end()
    quote = left.rfind("\x00")
    start = max(start, quote + 1)
    opening = _OPENING.match(left[start:].lstrip())
    if opening:
        start += len(left[start:]) - len(left[start:].lstrip()) + opening.end()
    comma = left.rfind(", ", start)
    if comma >= 0:
        tail = left[comma + 2 :]
        name = left[start:comma].strip()
        apposition = re.match(r"(?:a|an|the|head|chief|director|spokes\w+|who|deputy|[A-Z][\w’']+[’']s)\b", tail)
        listing = re.search(r"\b(?:and|or)\b", tail) and len(name.split()) <= 4
        if not (
            (
                apposition
                and len(name.split()) <= 8
                and name[:1].isupper()
                and name.split()[-1][:1].isupper()
                and tail[:4] != "the "
            )
            or listing
        ):
            start = comma + 2
    while re.search(r"\band\b", left[start:]) and (more := _LISTED.search(left[:start])):
        start = more.start("name")
    gap = len(left[start:]) - len(left[start:].lstrip())
    return start + gap


def _may_speak(mention: str) -> bool:
    """Whether a stretch before a verb of saying can be a subject: not an infinitive, not a whole clause."""
    words = mention.split()
    if not words or len(words) > 22 or mention.lower() in {"that", "which", "what", "it is", "there"}:
        return False
    return words[-1].lower() not in {
        "to",
        "and",
        "not",
        "be",
        "was",
        "were",
        "is",
        "are",
        "will",
        "would",
        "could",
        "as",
        "these",
        "those",
        "such",
        "the",
        "its",
        "their",
        "of",
        "in",
        "for",
        "or",
        "but",
    }
