"""Lemmas: a lexicon from the treebanks first, then irregular forms, then rules and a word list."""

from __future__ import annotations

import lzma
import re
from collections.abc import Container
from pathlib import Path

Lexicon = dict[tuple[str, str], str]
"""(form, tag) to lemma. Forms are in small letters but for names; tags are ``upos``, some ``xpos``."""

_ROMAN = re.compile("[IVXLC]+")
_PLAIN_SIGNS = str.maketrans("“”„‘’–", '"""\'\'-')
_PEOPLES = ("an", "ese", "ish", "i", "utch")
_SHORT = re.compile(r"[^aeiou]+[aeiou][^aeiouwxy]")

_IRREGULAR_VERBS = """
arise arose arisen | awake awoke awoken | bear bore borne | beat beat beaten | become became become |
begin began begun | bend bent bent | bet bet bet | bid bade bidden | bind bound bound | bite bit bitten
| bleed bled bled | blow blew blown | break broke broken | breed bred bred | bring brought brought |
broadcast broadcast broadcast | build built built | burn burnt burnt | burst burst burst | buy bought
bought | catch caught caught | choose chose chosen | cling clung clung | come came come | creep crept
crept | deal dealt dealt | dig dug dug | draw drew drawn | dream dreamt dreamt | drink drank drunk |
drive drove driven | eat ate eaten | fall fell fallen | lie lay lain | feed fed fed | feel felt felt |
fight fought fought | find found found | flee fled fled | fling flung flung | fly flew flown | forbid
forbade forbidden | forecast forecast forecast | foresee foresaw foreseen | forget forgot forgotten |
forgive forgave forgiven | freeze froze frozen | get got gotten | give gave given | go went gone | grind
ground ground | grow grew grown | hang hung hung | have had had | hear heard heard | hide hid hidden |
hold held held | keep kept kept | kneel knelt knelt | know knew known | lay laid laid | lead led led |
lean leant leant | leap leapt leapt | learn learnt learnt | leave left left | lend lent lent | light lit
lit | lose lost lost | make made made | mean meant meant | meet met met | mislead misled misled |
mistake mistook mistaken | outdo outdid outdone | overcome overcame overcome | overrun overran overrun |
oversee oversaw overseen | overtake overtook overtaken | overthrow overthrew overthrown | pay paid paid
| plead pled pled | prove proved proven | rebuild rebuilt rebuilt | redraw redrew redrawn | repay repaid
repaid | resell resold resold | rethink rethought rethought | retell retold retold | ride rode ridden |
ring rang rung | rise rose risen | run ran run | say said said | see saw seen | seek sought sought |
sell sold sold | send sent sent | sew sewed sewn | shake shook shaken | shear sheared shorn | shine
shone shone | shoot shot shot | show showed shown | shrink shrank shrunk | sing sang sung | sink sank
sunk | sit sat sat | slay slew slain | sleep slept slept | slide slid slid | sling slung slung | smell
smelt smelt | sow sowed sown | speak spoke spoken | speed sped sped | spell spelt spelt | spend spent
spent | spill spilt spilt | spin spun spun | spit spat spat | spoil spoilt spoilt | spring sprang sprung
| stand stood stood | steal stole stolen | stick stuck stuck | sting stung stung | stink stank stunk |
strew strewed strewn | stride strode stridden | strike struck stricken | string strung strung | strive
strove striven | swear swore sworn | sweep swept swept | swell swelled swollen |
swim swam swum | swing swung swung | take took taken | teach taught taught | tear tore torn | tell told
told | think thought thought | throw threw thrown | tread trod trodden | underline underlined underlined | undergo
underwent undergone | understand understood understood | undertake undertook undertaken | undo undid undone
| uphold upheld upheld | wake woke woken | wear wore worn | weave wove woven | weep wept wept | win won won | wind wound
wound | withdraw withdrew withdrawn | withhold withheld withheld | withstand withstood withstood | wring wrung wrung |
write wrote written
"""
_IRREGULAR_NOUNS = (
    "men man women woman children child people person feet foot teeth tooth geese goose mice mouse lives "
    "life wives wife knives knife leaves leaf halves half wolves wolf shelves shelf thieves thief crises "
    "crisis analyses analysis bases basis theses thesis criteria criterion phenomena phenomenon memoranda "
    "memorandum media medium data datum aircraft aircraft hostages hostage heroes hero potatoes potato "
    "tomatoes tomato echoes echo vetoes veto torpedoes torpedo embargoes embargo cargoes cargo axes axis "
    "oxen ox loaves loaf hooves hoof selves self calves calf servicemen serviceman policemen policeman "
    "gunmen gunman spokesmen spokesman firemen fireman fishermen fisherman militiamen militiaman "
    "spokeswomen spokeswoman congressmen congressman buses bus gases gas headquarters headquarters means "
    "means series series species species barracks barracks crossroads crossroads troops troop "
)


def _pairs(words: list[str]) -> dict[str, str]:
    return dict(zip(words[::2], words[1::2], strict=True))


_VERBS: dict[str, str] = {}
for _row in _IRREGULAR_VERBS.replace("\n", " ").split("|"):
    _base, *_forms = _row.split()
    for _form in _forms:
        _VERBS.setdefault(_form, _base)
_NOUNS = _pairs(_IRREGULAR_NOUNS.split())
_DEGREES = "better good best good worse bad worst bad further far furthest far farther far"
_COMPARED = _pairs(_DEGREES.split())


def read_lexicon(path: Path) -> Lexicon:
    """Read the compressed lexicon (form, tag, lemma). Raises ``OSError`` or ``lzma.LZMAError``."""
    lines = lzma.decompress(path.read_bytes()).decode("utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return {(form, tag): lemma for form, tag, lemma in rows}


class Lemmas:
    """The lemma of a form, given its parts of speech. ``known`` holds English words."""

    def __init__(self, lexicon: Lexicon, known: Container[str]) -> None:
        self._lexicon = lexicon
        self._known = known
        self._bases = {(lemma, upos) for (_, upos), lemma in lexicon.items() if upos in ("VERB", "NOUN", "ADJ")}

    def lemma(self, form: str, upos: str, xpos: str) -> str:
        """The lemma; for a name its form as written, for other words in small letters."""
        if upos == "PROPN" or xpos.startswith("NNP"):
            found = self._lexicon.get((form, "PROPN")) if upos == "PROPN" else form
            return found if found is not None else self._name(form, xpos)
        low = form.lower().replace("’", "'")
        if xpos in ("VBD", "VBN") and low in _VERBS:
            return _VERBS[low]
        found = self._lexicon.get((low, xpos)) or self._lexicon.get((low, upos))
        if found is not None:
            return found
        if upos in ("VERB", "AUX"):
            return self._verb(low, xpos)
        if upos == "NOUN":
            return self._noun(low, xpos)
        if upos in ("ADJ", "ADV"):
            people = upos == "ADJ" and form[:1].isupper() and low.endswith(_PEOPLES)
            return form if people else self._degree(low, xpos)
        if upos == "NUM":
            return form if _ROMAN.fullmatch(form) else low.replace(",", "") or low
        if upos == "PUNCT":
            return form.translate(_PLAIN_SIGNS)
        return form if upos in ("X", "SYM") else low

    def of_a_people(self, form: str, upos: str) -> bool:
        """Whether a capital is more than a sentence's first letter: the lexicon has the word with a capital, or not at
        all."""
        return self._lexicon.get((form.lower(), upos), form)[:1].isupper()

    def _fits(self, base: str, upos: str) -> int:
        """How sure it is that ``base`` is a word: 2 as this part of speech, 1 as some word, 0 not."""
        return 2 if (base, upos) in self._bases else int(base in self._known)

    def _best(self, candidates: list[str], upos: str) -> str:
        """The surest candidate; the first of equals."""
        return max(candidates, key=lambda c: (self._fits(c, upos), -candidates.index(c)))

    def _verb(self, low: str, xpos: str) -> str:
        if xpos in ("VB", "VBP") and self._fits(low, "VERB"):
            return low
        for cut in ("re", "out", "over", "under", "mis", "un", "fore"):
            if low.startswith(cut) and low[len(cut) :] in _VERBS and xpos != "VBG":
                return cut + _VERBS[low[len(cut) :]]
        if low.endswith("ing") and len(low) > 4:
            return self._best(_stems(low[:-3]), "VERB")
        if low.endswith("ied"):
            return low[:-3] + "y"
        if low.endswith("ed") and len(low) > 3:
            return self._best(_stems(low[:-2]), "VERB")
        return self._plural(low, "VERB") if xpos == "VBZ" or not self._fits(low, "VERB") else low

    def _noun(self, low: str, xpos: str) -> str:
        if low in _NOUNS:
            return _NOUNS[low]
        if "-" in low:
            head, _, tail = low.rpartition("-")
            return f"{head}-{self._noun(tail, xpos)}" if tail else low
        if xpos == "NN" and low.endswith("s") and not self._fits(low, "NOUN") and self._fits(low[:-1], "NOUN") == 2:
            return low[:-1]
        return self._plural(low, "NOUN") if xpos == "NNS" else low

    def _plural(self, low: str, upos: str) -> str:
        if low.endswith("men") and len(low) > 4:
            return low[:-3] + "man"
        if low.endswith("ies") and len(low) > 4:
            return self._best([low[:-3] + "y", low[:-1]], upos)
        if low.endswith(("sses", "shes", "ches", "xes", "zzes")):
            return self._best([low[:-2], low[:-1]], upos)
        if low.endswith(("ses", "zes", "oes", "ves")):
            stems = [low[:-1], low[:-2]] + ([low[:-3] + "f", low[:-3] + "fe"] if low.endswith("ves") else [])
            return self._best(stems, upos)
        return low[:-1] if low.endswith("s") and not low.endswith("ss") and len(low) > 2 else low

    def _degree(self, low: str, xpos: str) -> str:
        if low in _COMPARED:
            return _COMPARED[low]
        for tag, end in (("R", "er"), ("S", "est")):
            graded = xpos in (f"JJ{tag}", f"RB{tag}") or (tag == "S" and not self._fits(low, "ADJ"))
            if graded and low.endswith(end) and len(low) > len(end) + 2:
                stem = low[: -len(end)]
                return stem[:-1] + "y" if stem.endswith("i") else self._best(_stems(stem), "ADJ")
        return low

    def _name(self, form: str, xpos: str) -> str:
        if xpos == "NNPS" and form.endswith("s") and not form.endswith("ss") and len(form) > 3:
            return form[:-3] + "y" if form.endswith("ies") and len(form) > 5 else form[:-1]
        return form[0] + form[1:].lower() if form.isupper() and len(form) > 5 and form.isalpha() else form


def _stems(stem: str) -> list[str]:
    """What a stem left by ``-ed`` or ``-ing`` may come from, likeliest first when none is known."""
    doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiouls"
    if doubled:
        return [stem[:-1], stem, stem + "e"]
    mute = (
        stem[-1:] in "vucz"
        or _SHORT.fullmatch(stem)
        or stem.endswith(("at", "iz", "is", "dg", "bl", "tl", "pl", "gl", "ng", "rg", "rs", "ns", "ag", "ur", "ir"))
    )
    first = [stem + "e", stem] if mute and not stem.endswith("treat") else [stem, stem + "e"]
    return [*first, stem[:-1]] if len(stem) > 3 and stem[-1] == stem[-2] != "e" else first
