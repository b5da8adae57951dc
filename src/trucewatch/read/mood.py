"""Polarity and modality of a proposition, from the words around what triggered it."""

from __future__ import annotations

import re

from trucewatch.read.triggers import Trigger
from trucewatch.values.vocabularies import SPEECH_ACTS, Kind, Modality, Polarity

_NOT = re.compile(
    r"\b(?:no|not|never|none|nobody|neither|without|cannot|"
    r"[a-z]+n[’']t|den(?:y|ies|ied) (?:that|having|any)|failed to|yet to)\b",
    re.I,
)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|plan(?:s|ned|ning)? to|plans? for|going to|expected to|due to (?=[a-z]+\b(?<!s))|"
    r"set to|intend(?:s|ed)? to|prepar(?:e|es|ed|ing) to|"
    r"about to|scheduled|supposed to|is to|are to|[’']ll|"
    r"next week|tomorrow|in the coming|working to|upcoming|planned)\b",
    re.I,
)
_POSSIBLE = re.compile(
    r"\b(?:may|might|could|possibl[ey]|perhaps|potentially|likely|considering|appear(?:s|ed)? to|suspected)\b", re.I
)
_CONDITION = re.compile(
    r"\b(?:if|unless|provided that|on condition|on the condition|as long as|only (?:by|when|after))\b", re.I
)
_CANCELLED = re.compile(r"\b(?:called off|cancel(?:l)?ed|abandoned|scrapped|postponed)\b", re.I)
_MODAL_AFTER = re.compile(r"\s+(?:may|might|could|will|would)\b", re.I)
_NEGATIVE_BY_NATURE = frozenset({Kind.REJECTION, Kind.ASSESSMENT})


def polarity(text: str, clause: tuple[int, int], trigger: Trigger, *, zero_count: bool) -> Polarity:
    """Negated where the words say that it did not happen. "No one was injured" is a count of nought, not a negation."""
    if zero_count or trigger.entry.kind in _NEGATIVE_BY_NATURE:
        return Polarity.AFFIRMED
    before = text[max(clause[0], trigger.start - 60) : trigger.start]
    found = bool(_NOT.search(before)) or trigger.text.lower().startswith(("no ", "not ", "deni", "deny"))
    if trigger.entry.id == "obstruction.verb" and trigger.text.lower().startswith("no "):
        found = False
    fixed = trigger.entry.polarity or Polarity.AFFIRMED
    if not found:
        return fixed
    return Polarity.AFFIRMED if fixed is Polarity.NEGATED else Polarity.NEGATED


def modality(text: str, clause: tuple[int, int], trigger: Trigger, sentence: tuple[int, int]) -> Modality:
    """Actual unless the clause looks ahead, doubts, sets a condition or says that it was called off."""
    if trigger.entry.modality:
        return trigger.entry.modality
    before = text[max(clause[0], trigger.start - 70) : trigger.end]
    before += m.group() if (m := _MODAL_AFTER.match(text, trigger.end, clause[1])) else ""
    body = text[clause[0] : clause[1]]
    act = trigger.entry.kind in SPEECH_ACTS
    if _CANCELLED.search(body):
        return Modality.CANCELLED
    if _CONDITION.search(body) or (_CONDITION.match(text[clause[1] : sentence[1]].lstrip(" ,")) is not None):
        return Modality.CONDITIONAL
    if act:
        ahead = re.search(r"\bwill (?:not )?$", text[clause[0] : trigger.start]) and trigger.entry.kind in {
            Kind.REJECTION,
            Kind.ACCEPTANCE,
        }
        return Modality.FUTURE if ahead else Modality.ACTUAL
    if _POSSIBLE.search(before):
        return Modality.POSSIBLE
    return Modality.FUTURE if _FUTURE.search(before) else Modality.ACTUAL
