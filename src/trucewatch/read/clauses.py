"""Splits a stretch of a sentence into clauses by punctuation and conjunctions: the smallest pieces that carry a
proposition. A parser will do better; this is deterministic and linear."""

from __future__ import annotations

import re

_PARTICIPLE = (
    r"(?:killing|injuring|wounding|damaging|destroying|sparking|causing|leaving|setting|igniting|hitting|striking|forcing|"
    r"cutting|disrupting|targeting|prompting|resulting|triggering|preventing|blocking|displacing|saying|adding|accusing|"
    r"blaming|calling|warning|urging|demanding|condemning|vowing|threatening|rendering|including (?=those killed))"
)
_FINITE = (
    r"(?:was|were|is|are|has|have|had|will|would|could|may|might|said|also|then|killed|injured|wounded|damaged|destroyed|struck|"
    r"hit|attacked|shelled|bombed|fired|launched|shot|called|accused|blamed|urged|demanded|vowed|pledged|rejected|"
    r"accepted|agreed|refused|captured|seized|seven\b(?!.)|displaced|forced|left|caused|sparked|targeted|intercepted|"
    r"blocked|allowed|abducted|took|carried|ordered|warned|threatened|condemned|keep|kept|return|release|facilitate)"
)
_SPLIT = re.compile(
    r";\s+|:\s+(?=[A-Z“\"a-z])|\s[–—]\s|\s--\s|—"
    r"|,\s+(?=(?:but|while|as|after|before|because|although|though|since|which|who|when|where|whereas|despite|following)\s)"
    rf"|,\s+(?=(?:and\s+|thus\s+|also\s+)?{_PARTICIPLE}\b)"
    rf"|,?\s+(?=and\s+(?:that\s+|it\s+|he\s+|they\s+|then\s+)?{_FINITE}\b)"
    r"|\s+(?=and\s+(?:the\s+)?\w+\s+(?:was|were|have|has|had|is|are)\s)"
    r"|\s+(?=but\s+(?:it|he|she|they|the)\s)"
    r"|,\s+(?=and\s+(?:[\w’'-]+\s+){1,5}(?:was|were|has|have|had|is|are|will|would|can|said)\s)"
    r"|\s+(?=(?:while|because|although|whereas|when|after|as)\s+(?:the|a|an|it|they|he|she|its|their|[A-Z]\w+)\s)"
    r"|\s+(?=which\s+(?:was|were|has|had|is|damaged|killed|injured|destroyed|hit|struck|caused|left)\b)"
    r"|\s+(?=(?:killing|injuring|wounding|damaging|sparking|causing|leaving)\s+(?:at|a|an|the|one|two|three|four|five|\d|some|several|dozens))"
)
_LEAD = re.compile(
    r"^[\s,;:–—\-\"“”‘)\]]*(?:(?:and|but|while|because|although|though|whereas|as|after|before|since|when|that|then|also|where)\s+)*[\s\"“]*"
)
_TAIL = re.compile(r"[\s,;:–—\-\"“”’‘.!?(\[]*$")


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of ``text[start:end]`` as offsets, trimmed of conjunctions, marks and white space; none is empty."""
    cuts = [start]
    for m in _SPLIT.finditer(text, start, end):
        if m.end() > cuts[-1] + 8:
            cuts.append(m.end())
    out = []
    for a, b in zip(cuts, [*cuts[1:], end], strict=True):
        piece = trimmed(text, a, b)
        if piece:
            out.append(piece)
    return out


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch without leading conjunctions and surrounding marks; None if nothing is left."""
    body = text[start:end]
    tail = _TAIL.search(body)
    body = body[: tail.start()] if tail else body
    lead = _LEAD.match(body)
    cut = lead.end() if lead else 0
    return (start + cut, start + len(body)) if cut < len(body) else None
