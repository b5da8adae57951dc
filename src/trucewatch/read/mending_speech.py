"""Parses of reported speech put right: who speaks at the end of a sentence, what was told, what opens before both.

Every mend names its shape, and what does not have the shape exactly is left as it was parsed (see ``mending``).
"""

from __future__ import annotations

from dataclasses import replace

from trucewatch.language.syntax.parser import Token
from trucewatch.read.lexicons import words as listed
from trucewatch.read.mends import Tokens, wanting

_NOMINAL = frozenset({"ADJ", "ADP", "DET", "NOUN", "NUM", "PROPN", "PART"})
_ADDING = listed("cues", "say") | {"thank", "describe", "insist", "appeal", "invite", "encourage", "promise"}
_SUBJECT = ("nsubj", "nsubj:pass")
_LONGEST = 14  # words of a speaker's name and office
_FAR = 120  # words that a clause may begin before its verb
_STEPS = 12  # governors climbed at most
_REST = 16  # words that may follow the cue: "told reporters on the sidelines of the forum in Arstad on Thursday"
_CUES = listed("cues", "plain") | {"read"}
_SPEAKING = listed("cues", "roles", "titles", "media_nouns", "pictures", "private", "heads", "rebels")
_ENDING = listed("cues", "plain") | listed("cues", "ending")
_AS_SAYING = frozenset(f"as {word}" for word in listed("cues", "as_saying"))
_CONTRAST = frozenset({"while", "whereas", "though", "although", "but", "whilst"})


def _told_with_its_subject(words: Tokens, said: int, comma: int) -> Tokens:
    """ "Two men who had been held were freed, the ministry's spokeswoman said.": the clause before the comma, parsed as
    what the two men said."""
    told = [k for k in words[:comma] if k.head == said and k.deprel == "ccomp"]
    first = [k for k in words[:comma] if k.head == said and k.deprel in _SUBJECT]
    if len(told) != 1 or len(first) != 1 or first[0].i > told[0].i:
        return words
    own = [k for k in words if k.head == told[0].i]
    if any(k.deprel in _SUBJECT and k.i < comma for k in own):
        return words
    label = "nsubj:pass" if any(k.deprel == "aux:pass" for k in own) else "nsubj"
    return (*words[: first[0].i], replace(first[0], head=told[0].i, deprel=label), *words[first[0].i + 1 :])


@wanting(_ENDING | {"quote"}, "VERB")
def speaker_at_the_end(words: Tokens) -> Tokens:
    """ "..., lead envoy Ana Ruiz said.", "..., a source close to the talks told Reuters.": all that stands between the
    last comma and the cue is the cue's subject, wherever it was hung."""
    said = _last_cue(words)
    if said is None:
        return words
    last = _end_of_speaker(words, said)
    words = _told_to(words, said)
    if words[last].text == ",":
        return _speaker_in_commas(words, said, last)
    comma = next((k for k in range(last, max(0, last - _LONGEST), -1) if words[k].text in (",", "”", '"', "’")), None)
    if comma is None or comma < 3 or comma >= last:
        return words
    phrase = range(comma + 1, last + 1)
    if not _one_speaker(words, phrase):
        return words
    tops = [k for k in phrase if words[k].head not in phrase]
    own = next((k for k in tops if words[k].head == said and words[k].deprel in _SUBJECT), None)
    words = _told_with_its_subject(words, said, comma)
    if any(k.head == said and k.deprel in _SUBJECT and k.i not in phrase for k in words):
        return words
    if own is None:
        own = next((k for k in tops if words[k].upos in ("NOUN", "PROPN")), None)
    if own is None:
        return words
    if len(tops) == 1 and words[own].head == said and words[own].deprel in _SUBJECT:
        return _told_by_it(words, said, own)
    below = words[said].deprel in ("acl", "acl:relcl")
    if len(tops) == 1 and below and (words[said].head == own or words[said].head < comma):
        return _told_below(words, said, own)
    if any(_hangs_on(words, said, k) for k in tops):
        return words  # the cue stands below its own speaker: another shape
    out = list(words)
    subject = "nsubj:pass" if any(k.head == said and k.deprel == "aux:pass" for k in words) else "nsubj"
    for k in tops:
        mine = k == own
        out[k] = replace(words[k], head=said if mine else own, deprel=subject if mine else _beside(words[k]))
    return tuple(out)


@wanting(listed("cues", "plain"), {",", "”", '"', "’"})
def speaker_after_the_cue(words: Tokens) -> Tokens:
    """ "14 miners killed since the truce expired, says the ministry": the cue's subject stands behind it, and what
    stands before the comma was said, though a headline's participle looks like no clause."""
    said = _last_cue(words)
    if said is None or said < 4 or words[said - 1].text not in (",", "”", '"', "’") or words[said].head >= 0:
        return words
    after = [t for t in words[said + 1 :] if t.upos != "PUNCT"]
    tops = [t for t in after if t.head <= said]
    if not after or len(tops) != 1 or not all(_nominal(t) for t in after) or tops[0].head != said:
        return words
    if tops[0].upos == "NOUN" and tops[0].lemma.lower() not in _SPEAKING:
        return words  # "Trump, who had threatened both, claimed credit for the deal."
    early = [t for t in words[: said - 1] if t.head == said and t.deprel in _SUBJECT]
    clauses = [t for t in words[:said] if t.head == said and t.deprel in ("ccomp", "parataxis")]
    if len(early) != 1 or any(words[t.i + 1].text != ":" for t in clauses):  # "War live: ..." heads the sentence
        return words
    noun = early[0]
    done = next((t for t in words[noun.i + 1 : said] if t.head == noun.i and t.deprel == "acl"), None)
    out = list(words)
    out[tops[0].i] = replace(tops[0], deprel="nsubj")
    if done is None or not done.text.endswith(("ed", "en")):
        out[noun.i] = replace(noun, deprel="ccomp")
    else:
        out[done.i] = replace(done, head=said, deprel="ccomp")
        out[noun.i] = replace(noun, head=done.i, deprel="nsubj:pass")
    return tuple(out)


@wanting(_CUES, "ccomp", {"conj", "obl", "obl:agent", "advcl", "nmod"})
def behind_the_cue(words: Tokens) -> Tokens:
    """ "“It was shelled,” reads a statement by the council", "“Silence helps them,” she wrote, calling for sanctions",
    "they agreed, he said, but within hours blasts were heard": what follows the cue hangs on nothing before it."""
    cue = next((t for t in words if t.head < 0), None)
    if cue is None or cue.lemma.lower() not in _CUES:
        return words
    told = next((t for t in words[: cue.i] if t.head == cue.i and t.deprel == "ccomp"), None)
    if told is None:
        return words
    quoted = any(t.text in ("”", '"') for t in words[told.i : cue.i])
    reopened = next((t.i for t in words[cue.i :] if t.text in ("“", '"')), len(words))
    out = list(words)
    for t in words[cue.i + 1 : reopened]:
        if t.head >= cue.i or t.head < 0 or not _stands_behind(words, cue.i, t, quoted=quoted):
            continue
        opens = min((k.i for k in words[cue.i :] if k.head == t.i), default=t.i)
        noun = words[min(opens, t.i) - 1]
        of_noun = t.deprel in ("obl:agent", "nmod") and noun.i > cue.i and noun.upos in ("NOUN", "PROPN")
        out[t.i] = replace(t, head=noun.i if of_noun else cue.i, deprel="nmod" if of_noun else t.deprel)
    return tuple(out)


@wanting(_ENDING, "-ing", ",")
def participle_behind_the_cue(words: Tokens) -> Tokens:
    """ "It was a blow to all, the spokesman said, adding that he was grateful", "..., Ruiz said, calling on the envoy":
    the participle is of whoever said the one, wherever it was hung."""
    out = list(words)
    for t in words[3:]:
        if t.text[-3:] != "ing" or t.lemma.lower() not in _ADDING or words[t.i - 1].text != ",":
            continue
        cue = next((k for k in reversed(words[max(0, t.i - 4) : t.i - 1]) if k.upos == "VERB"), None)
        if cue is None or cue.lemma.lower() not in _ENDING or cue.text[-3:] == "ing":
            continue
        said = any(k.head == cue.i and k.deprel in _SUBJECT and k.i < cue.i for k in words)
        if said and not any(k.head == t.i and k.deprel in _SUBJECT for k in words):
            out[t.i] = replace(t, head=cue.i, deprel="advcl")
    return tuple(out)


def _stands_behind(words: Tokens, cue: int, t: Token, *, quoted: bool) -> bool:
    """Whether a word behind the cue must be the cue's: all beside a quotation that is closed, a clause with a subject
    of its own, a phrase that nothing parts from the cue."""
    if t.deprel == "advcl" and t.lemma.lower() in _CUES:  # "..., say researchers, as they warn of famine"
        return any(k.head == t.i and k.deprel == "nsubj" and k.upos == "PRON" for k in words[cue + 1 : t.i])
    if t.deprel == "conj":
        kids = [k for k in words[cue + 1 :] if k.head == t.i]
        joined = any(k.deprel == "cc" and k.text.lower() == "and" for k in kids)  # "..., he said, and Y": said too
        return any(k.deprel in _SUBJECT for k in kids) and (quoted or not joined)
    if quoted:
        return t.deprel in ("obl", "obl:agent", "nmod", "advcl")
    parted = any(k.text in (",", ";", "-", "–", "—") for k in words[cue : t.i])
    return t.deprel in ("obl:agent", "nmod") and not parted


def _end_of_speaker(words: Tokens, said: int) -> int:
    """The last word of whoever speaks before a cue."""
    last = next((k for k in range(said - 1, 0, -1) if words[k].upos != "AUX"), 0)  # "has said"
    last -= words[last].text in ("there", "here")  # "a medic there said"
    short = words[last].text == ")" and words[last - 2].text == "("  # "the Red Valley Committee (RVC) said"
    return last - 3 if short else last


def _told_below(words: Tokens, said: int, own: int) -> Tokens:
    """ "..., the air force reported on its page.": read as "the air force that was reported"."""
    verb = words[own].head
    for _ in range(6):
        if verb < 0 or (words[verb].upos == "VERB" and words[verb].deprel not in ("acl", "amod")):
            break
        verb = words[verb].head
    if verb < 0 or verb >= own or any(k.head == said and k.deprel in ("obj", "ccomp", "aux:pass") for k in words):
        return words
    out = list(words)
    out[said] = replace(words[said], head=verb, deprel="parataxis", feats="Mood=Ind|Tense=Past|VerbForm=Fin")
    out[own] = replace(words[own], head=said, deprel="nsubj")
    return tuple(out)


def _told_by_it(words: Tokens, said: int, own: int) -> Tokens:
    """ "..., the air force reported.": no passive, and joined to nothing."""
    if words[own].deprel == "nsubj:pass" and not any(k.head == said and k.deprel == "aux:pass" for k in words):
        active = replace(words[own], deprel="nsubj")
        told = replace(words[said], feats="Mood=Ind|Tense=Past|VerbForm=Fin")
        words = tuple(active if k.i == own else told if k.i == said else k for k in words)
    if words[said].deprel in ("acl", "acl:relcl") and not any(
        k.head == said and k.deprel in ("obj", "ccomp", "aux:pass") for k in words
    ):  # "There are signals that it will be soon, the officer revealed."
        root = next(k.i for k in words if k.head < 0)
        told = replace(words[said], head=root, deprel="parataxis", feats="Mood=Ind|Tense=Past|VerbForm=Fin")
        return tuple(told if k.i == said else k for k in words)
    if words[said].deprel != "conj" or any(
        k.head == said and k.deprel in ("cc", "obj", "ccomp", "aux:pass") for k in words
    ):
        return words
    out = list(words)
    out[said] = replace(words[said], deprel="parataxis", feats="Mood=Ind|Tense=Past|VerbForm=Fin")
    out[own] = replace(words[own], deprel="nsubj")
    return tuple(out)


def _speaker_in_commas(words: Tokens, said: int, last: int) -> Tokens:
    """ "..., the region's governor, Ana Ruiz, said.": two names of one speaker, each between commas."""
    commas = [k for k in range(last, max(0, last - 2 * _LONGEST), -1) if words[k].text == ","][:3]
    if len(commas) < 3 or commas[2] < 3 or any(k.head == said and k.deprel in _SUBJECT for k in words[:said]):
        return words
    opens = next((k for k in range(commas[2] + 1, commas[1]) if words[k].text not in ("”", '"', "’")), commas[1])
    first, second = range(opens, commas[1]), range(commas[1] + 1, commas[0])  # "..., behind a closing quotation mark"
    if not first or not second or not all(_of_an_office(words[k]) for k in (*first, *second)):
        return words
    heads = [
        next((k for k in part if words[k].head not in part and words[k].upos in ("NOUN", "PROPN")), None)
        for part in (first, second)
    ]
    if heads[0] is None or heads[1] is None or any(_hangs_on(words, said, k) for k in heads if k is not None):
        return words
    out = list(words)
    out[heads[0]] = replace(words[heads[0]], head=said, deprel="nsubj")
    out[heads[1]] = replace(words[heads[1]], head=heads[0], deprel="appos")
    for k in words[said + 1 :]:
        if k.head == said and k.deprel in _SUBJECT:  # "told Radio Arstad"
            out[k.i] = replace(k, deprel="obj")
    return tuple(out)


def _told_to(words: Tokens, said: int) -> Tokens:
    """ "..., Ivo Petz, the envoy, told Strelsau Radio.": whoever stands right behind is told."""
    if words[said].lemma.lower() not in listed("cues", "told"):
        return words
    return tuple(
        replace(k, deprel="iobj") if k.head == said and k.i > said and k.deprel in _SUBJECT else k for k in words
    )


def _last_cue(words: Tokens) -> int | None:
    """The last verb of plain saying, if little and no clause follows it."""
    for t in reversed(words[-_REST - 1 :]):
        after = words[t.i + 1 :]
        quoted = t.lemma == "quote" and " ".join(k.text for k in after[:2]) in _AS_SAYING
        if t.upos == "VERB" and (quoted or t.lemma.lower() in _ENDING) and not t.text.lower().endswith("ing"):
            after = after[2 * quoted :]  # "..., the governor was quoted as saying."
            clean = not any(_of_a_clause(k) or k.text in ('"', "“") for k in after)
            return t.i if clean else None
    return None


def _of_a_clause(t: Token) -> bool:
    """ "Following the talks" is none, though "following" is a verb's form."""
    return t.upos in ("VERB", "AUX", "SCONJ") and t.deprel != "case" and t.text != "following"


def _nominal(t: Token) -> bool:
    """Whether a word may stand in a speaker's name and office: "the Moscow-appointed governor"."""
    return t.upos in _NOMINAL or t.text in "-–()" or (t.upos == "VERB" and t.deprel == "amod")


def _one_speaker(words: Tokens, phrase: range) -> bool:
    """Whether a phrase may be a speaker's offices and name: not in "the port was hit, and the mayor said"."""
    whole = all(_of_an_office(words[k]) for k in phrase) and words[phrase[0]].deprel != "cc"
    return whole and words[phrase[-1]].upos in ("NOUN", "PROPN")


def _of_an_office(t: Token) -> bool:
    """The same where offices may be joined: "aide and head of the delegation", "ambassador-at-large"."""
    return _nominal(t) or t.deprel in ("cc", "goeswith", "nmod:poss")


def _hangs_on(words: Tokens, i: int, top: int) -> bool:
    for _ in range(len(words)):
        i = words[i].head
        if i < 0 or i == top:
            return i == top
    return False


def _beside(t: Token) -> str:
    return "case" if t.upos == "ADP" else "det" if t.upos == "DET" else "amod" if t.upos == "ADJ" else "nmod:desc"


@wanting(listed("cues", "plain"), "ccomp")
def opening_before_speech(words: Tokens) -> Tokens:
    """ "In Sumy region three people were hurt, officials said": where it was tells of what was said."""
    out = list(words)
    plain = listed("cues", "plain")
    for t in words:
        if t.upos != "VERB" or t.lemma.lower() not in plain:
            continue
        kids = [k for k in words if k.head == t.i]
        said = next((k for k in kids if k.deprel == "ccomp" and k.i < t.i), None)
        if said is None:
            continue
        first = _first_below(words, said.i)
        bare = not any(k.head == said.i and k.deprel in _SUBJECT for k in words)
        told = [k for k in kids if k.deprel in ("obj", "iobj") and k.i < first]
        if bare and len(told) == 1 and first == said.i:  # "a total of 40 came home, the army said"
            out[told[0].i] = replace(told[0], head=said.i, deprel="nsubj")
        for k in kids:
            opens = k.deprel in ("obl", "obl:unmarked", "advmod") and k.i < first
            if opens and not any(c.head == k.i and c.text.lower() == "according" for c in words[: k.i]):
                out[k.i] = replace(k, head=said.i)
    return tuple(out)


def _first_below(words: Tokens, i: int) -> int:
    """The first word of the branch that begins at ``i``."""
    for k in range(max(0, i - _FAR), i):
        at = k
        for _ in range(_STEPS):
            at = words[at].head
            if at == i:
                return k
            if at < 0:
                break
    return i


@wanting(listed("cues", "denying"), _CONTRAST)
def denied_by_another(words: Tokens) -> Tokens:
    """ "X said a plant had been hit, while Y denied it.": the denial is Y's, and no part of what X said."""
    for k in words:
        if k.deprel not in ("advcl", "conj") or not 0 <= k.head < k.i or k.lemma not in listed("cues", "denying"):
            continue
        mine = [w for w in words if w.head == k.i and w.i < k.i]
        who = next((w for w in mine if w.deprel == "nsubj"), None)
        turned = next((w for w in mine if w.deprel in ("mark", "cc") and w.text.lower() in _CONTRAST), None)
        told = words[k.head]
        if who is None or who.upos == "PRON" or turned is None or turned.i > who.i or told.deprel != "ccomp":
            continue
        cue = words[told.head] if 0 <= told.head < told.i else None
        if cue is not None and cue.lemma in listed("cues", "say"):
            return tuple(replace(w, head=cue.i) if w.i == k.i else w for w in words)
    return words


@wanting("according", "conj", {"parataxis", "ccomp"}, "obl")
def according_to_the_last(words: Tokens) -> Tokens:
    """ "A shell hit a bus, the mayor said, and a train was damaged, according to the railways": who is named last
    vouches for the last clause alone."""
    out = list(words)
    for t in words:
        if t.text.lower() != "according" or t.deprel != "case" or words[t.head].deprel != "obl":
            continue
        who = words[t.head]
        first = words[who.head]
        over = first.head if first.deprel == "ccomp" else -1
        said = [
            k.i
            for k in words
            if k.lemma.lower() in _CUES and (k.i == over or (k.head == who.head and k.deprel == "parataxis"))
        ]
        last = [k.i for k in words if k.head == who.head and k.deprel == "conj" and k.i < t.i]
        if said and last and said[0] < last[-1] and any(k.head == last[-1] and k.deprel in _SUBJECT for k in words):
            out[who.i] = replace(who, head=last[-1])
    return tuple(out)


@wanting("according", {"which", "who"}, {"acl:relcl", "advcl:relcl"})
def according_to_whom(words: Tokens) -> Tokens:
    """ "A clinic was hit, according to the staff, which said soldiers lay there": who is named behind "according to"
    said that, and neither the clinic nor the whole of what was told."""
    for t in words:
        if t.deprel not in ("nsubj", "nsubj:pass") or t.text.lower() not in ("which", "who") or t.head < t.i:
            continue
        said = words[t.head]
        if said.deprel not in ("acl:relcl", "advcl:relcl") or said.lemma not in _CUES or words[t.i - 1].text != ",":
            continue
        near = [k for k in words[max(0, t.i - _LONGEST) : t.i] if k.text.lower() == "according" and 0 <= k.head < t.i]
        if not near or said.head == near[-1].head:
            continue
        who = words[near[-1].head]
        if who.i > near[-1].i and all(k.upos in _NOMINAL for k in words[near[-1].i + 2 : t.i - 1]):
            return tuple(replace(w, head=who.i, deprel="acl:relcl") if w.i == said.i else w for w in words)
    return words
