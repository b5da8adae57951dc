"""Parses put right where the parser errs in the same way again and again. Every mend names its shape; what does not
have the shape exactly is left as it was parsed."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from trucewatch.language.lexicon import lexicon
from trucewatch.read.lexicons import noun_frames
from trucewatch.read.mending_acts import ACTS
from trucewatch.read.mending_blows import (
    after_semicolon,
    blow_and_its_target,
    headline_passive,
    hits_recorded,
    in_response_to,
    number_and_fate,
    outcome_of_the_charge,
    outcome_of_the_nearest,
    shared_object,
    site_at_its_place,
    targeted_and_killed,
    weapon_at_the_head,
    where_it_was,
)
from trucewatch.read.mending_charges import ACCUSING_AND_CONTRAST
from trucewatch.read.mending_clauses import (
    and_called,
    and_that,
    charged_with_deed,
    condition_without_if,
    denied_claim_that,
    due_to_free,
    it_is_ready,
    item_as_subject,
    linked,
    participle_behind_its_noun,
    plans_to,
    saying_what,
    subject_behind_a_gerund,
    that_is_ruled_out,
    told_by_one_briefed,
    yet_to,
)
from trucewatch.read.mending_deadly import deadly_blow, struck_with_what
from trucewatch.read.mending_events import (
    complement_beside,
    missing_people,
    noun_in_the_verb,
    number_of_a_verb,
    object_behind_preposition,
    passive_without_auxiliary,
    prefix_apart,
    state_of_being_closed,
    still_closed,
    told_without_verb,
    unreal_condition,
)
from trucewatch.read.mending_fronted import fate_of_the_counted, speaker_behind_an_opening
from trucewatch.read.mending_headlines import (
    beside_its_fate,
    done_to,
    names_before_their_verb,
    to_come,
)
from trucewatch.read.mending_hung import HUNG
from trucewatch.read.mending_joined import JOINED
from trucewatch.read.mending_lists import (
    item_behind_its_label,
    name_behind_the_body,
)
from trucewatch.read.mending_names import (
    at_large,
    name_after_a_body,
    name_after_its_office,
    name_of_the_firm,
    name_of_the_head,
    preposition_of_the_name,
    secretary_general,
    whole_name,
)
from trucewatch.read.mending_parts import (
    among_them,
    first_of_a_list,
    ground_covered,
    kind_of_weapon,
    list_as_apposition,
    number_as_subject,
    number_behind_its_noun,
    number_of_the_lost,
    part_of_a_whole,
    place_beside_a_place,
    share_of_a_total,
    strike_drones,
    tally_behind_its_whole,
    those_hurt,
    toll_put_at,
)
from trucewatch.read.mending_speech import (
    according_to_the_last,
    according_to_whom,
    behind_the_cue,
    denied_by_another,
    opening_before_speech,
    participle_behind_the_cue,
    speaker_after_the_cue,
    speaker_at_the_end,
)
from trucewatch.read.mending_times import (
    day_of_the_telling,
    how_long_it_was_kept_from,
    number_after_a_date,
    time_before_a_name,
    time_of_the_participle,
)
from trucewatch.read.mends import Mends, Small, Tokens, hang, wanting

_PASSIVE = {"cop": "aux:pass", "nsubj": "nsubj:pass"}
_FLYING = frozenset({"falling", "flying", "exploding", "incoming"})


@lru_cache(maxsize=1)
def _participles() -> dict[str, str]:
    return {str(k): str(v) for k, v in lexicon("mends")["participles"].items()}


def mended_arcs(words: Tokens) -> tuple[Tokens, Small]:
    """The words of a sentence with the arcs of known systematic errors put right; the same in small letters."""
    return MENDS(words)


@wanting(_FLYING, "by")
def _hit_by_falling(words: Tokens) -> Tokens:
    """ "Was hit by falling wreckage": the wreckage hit it."""
    out = list(words)
    for t in words[1:-1]:
        if t.upos != "VERB" or t.text.lower() not in _FLYING:
            continue
        by, noun = words[t.i - 1], words[t.i + 1]
        if by.text.lower() != "by" or by.head != t.i:
            continue
        if noun.head == t.i and noun.deprel == "obj" and t.head >= 0 and words[t.head].upos == "VERB":
            out[noun.i] = replace(noun, head=t.head, deprel="obl:agent")
            out[t.i] = replace(t, head=noun.i, deprel="amod")
            out[by.i] = replace(by, head=noun.i, deprel="case", upos="ADP")
    return tuple(out)


@wanting({"ADJ", "VERB"}, "cop", _participles())
def _participle_as_adjective(words: Tokens) -> Tokens:
    """ "Windows were broken", "no one was hurt": a passive read as a state."""
    out = list(words)
    for t in words:
        closed = t.upos == "VERB" and t.text.lower() in ("closed", "shut")
        verb = _participles().get(t.text.lower())
        if verb is None or (t.upos != "ADJ" and not closed) or (t.upos == "ADJ" and verb in ("close", "shut")):
            continue
        kids = [k for k in words if k.head == t.i]
        if not any(k.deprel == "cop" and k.lemma == "be" for k in kids):
            continue
        out[t.i] = replace(t, upos="VERB", lemma=verb, feats="Tense=Past|VerbForm=Part|Voice=Pass")
        for k in kids:
            if k.deprel in _PASSIVE:
                out[k.i] = replace(k, deprel=_PASSIVE[k.deprel])
    return tuple(out)


@wanting("csubj")
def _gerund_as_verb(words: Tokens) -> Tokens:
    """ "Fighting between the army and the rebels intensified": the subject is a noun."""
    out = list(words)
    for t in words:
        if t.deprel != "csubj" or t.upos != "VERB" or (low := t.text.lower()) not in noun_frames():
            continue
        if any(k.head == t.i and k.deprel == "obj" for k in words):
            continue
        out[t.i] = replace(t, upos="NOUN", lemma=low, deprel="nsubj", feats="Number=Sing")
        for k in words:
            if k.head == t.i and k.deprel == "obl":
                out[k.i] = replace(out[k.i], deprel="nmod")
    return tuple(out)


@wanting({"amod", "acl"}, "obj", "-ed")
def _verb_as_attribute(words: Tokens) -> Tokens:
    """ "The airports suspended flights": a noun at the root with a past participle behind it that has an object of its
    own is a subject with its verb."""
    out = list(words)
    for t in words:
        if t.upos != "VERB" or t.deprel not in ("amod", "acl") or not 0 <= t.head < t.i or not t.text.endswith("ed"):
            continue
        noun = words[t.head]
        kids = [k for k in words if k.head == t.i]
        if noun.deprel != "root" or not any(k.deprel == "obj" and k.i > t.i for k in kids):
            continue
        if any(k.deprel in ("mark", "aux:pass", "nsubj") for k in kids):
            continue
        out[t.i] = replace(t, head=-1, deprel="root", feats="Mood=Ind|Tense=Past|VerbForm=Fin")
        out[noun.i] = replace(noun, head=t.i, deprel="nsubj")
        hang(out, words, noun.i, t.i, after=t.i)
        return tuple(out)
    return words


MENDS = Mends(
    *HUNG,
    whole_name,
    item_behind_its_label,
    to_come,
    done_to,
    names_before_their_verb,
    complement_beside,
    secretary_general,
    at_large,
    name_after_a_body,
    name_behind_the_body,
    time_before_a_name,
    number_after_a_date,
    name_of_the_firm,
    name_after_its_office,
    name_after_its_office,  # "Foreign Ministry Spokeswoman Ana Ruiz": the office first, then the body before it
    name_of_the_head,
    preposition_of_the_name,
    told_by_one_briefed,
    speaker_at_the_end,
    speaker_after_the_cue,
    behind_the_cue,
    participle_behind_the_cue,
    opening_before_speech,
    speaker_behind_an_opening,
    fate_of_the_counted,
    denied_by_another,
    *ACTS,
    participle_behind_its_noun,
    _hit_by_falling,
    number_behind_its_noun,
    toll_put_at,
    those_hurt,
    part_of_a_whole,
    place_beside_a_place,
    number_as_subject,
    share_of_a_total,
    ground_covered,
    strike_drones,
    number_of_the_lost,
    tally_behind_its_whole,
    first_of_a_list,
    among_them,
    _participle_as_adjective,
    _gerund_as_verb,
    _verb_as_attribute,
    it_is_ready,
    plans_to,
    and_that,
    and_called,
    saying_what,
    linked,
    yet_to,
    due_to_free,
    that_is_ruled_out,
    *ACCUSING_AND_CONTRAST,
    item_as_subject,
    list_as_apposition,
    told_without_verb,
    passive_without_auxiliary,
    missing_people,
    noun_in_the_verb,
    charged_with_deed,
    unreal_condition,
    condition_without_if,
    denied_claim_that,
    subject_behind_a_gerund,
    number_of_a_verb,
    prefix_apart,
    object_behind_preposition,
    still_closed,
    state_of_being_closed,
    kind_of_weapon,
    weapon_at_the_head,
    site_at_its_place,
    hits_recorded,
    shared_object,
    targeted_and_killed,
    after_semicolon,
    beside_its_fate,
    headline_passive,
    where_it_was,
    day_of_the_telling,
    blow_and_its_target,
    deadly_blow,
    struck_with_what,
    in_response_to,
    number_and_fate,
    outcome_of_the_charge,
    outcome_of_the_nearest,
    time_of_the_participle,
    how_long_it_was_kept_from,
    according_to_the_last,
    according_to_whom,
    *JOINED,
)
