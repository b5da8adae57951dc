"""What is left of a speaker's words where no frame applies: demands, promises, charges, judgements."""

from __future__ import annotations

from trucewatch.read.lexicons import Frame, words
from trucewatch.read.proposition import Proposition
from trucewatch.read.roles import Roles
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice
from trucewatch.values.vocabularies import Role

_OWN = words("reading", "stance_own")
_NEED = frozenset({"need", "require", "have"})
_READY = words("reading", "stance_ready")
_FRAMES = {k: Frame(f"stance.{k}", k) for k in ("demand", "commitment", "accusation", "assessment", "threat")}
_SILENT = frozenset({Role.WITNESS, Role.EMERGENCY, Role.MEDIA})


class Stance:
    """Judges the content of a voice that no frame took."""

    def __init__(self, roles: Roles) -> None:
        self.roles = roles

    def of(self, tree: Tree, voice: Voice) -> Proposition | None:
        """The proposition of what a voice says as a whole, or None where it takes no stand."""
        top = self._top(tree, voice)
        if top is None or voice.by in ("noun",):
            return None
        kind = self._kind(tree, top, voice)
        if kind is None:
            return None
        return self._proposition(kind, tree, top, voice)

    def _top(self, tree: Tree, voice: Voice) -> int | None:
        """The word of the content that governs the rest of it."""
        inside = [t.i for t in tree.words if voice.start <= t.start < voice.end and t.upos != "PUNCT"]
        if len(inside) < 3:
            return None
        content = set(inside)
        tops = [i for i in inside if tree.head(i) not in content]
        verbal = [i for i in tops if tree.verbal(i)]
        return (verbal or tops)[0] if verbal or tops else None

    def firm(self, tree: Tree, voice: Voice) -> Proposition | None:
        """A stance that its top word states outright, whatever stands below it; None where there is none."""
        top = self._top(tree, voice)
        if top is None or voice.by in ("noun", "object"):
            return None
        aux = {tree.lemma(k) for k in tree.deps(top, "aux")}
        subject = tree.subject(top)
        kind: str | None = None
        if aux & {"must", "should", "ought"} or (tree.lemma(top) in _NEED and tree.passive(top)):
            kind = "demand"
        elif (
            subject is not None
            and self._is_own(tree, subject, voice)
            and tree.lemma(top) in _READY
            and tree.deps(top, "cop", "xcomp")
        ):
            kind = (
                "commitment"
                if tree.lemma(top) not in ("plan", "intend", "set", "remain") or tree.dep(top, "cop") is not None
                else None
            )
        elif tree.dep(top, "expl") is not None and tree.lemma(top) == "be":
            signs = {tree.lemma(k) for k in tree.deps(top, "nsubj")}
            kind = "assessment" if signs & words("stance", "signs") and voice.speaker.role not in _SILENT else None
        return self._proposition(kind, tree, top, voice) if kind else None

    def _proposition(self, kind: str, tree: Tree, top: int, voice: Voice) -> Proposition:
        found = Proposition(kind, tree, top, top, _FRAMES[kind], by=voice.speaker, voice=voice)
        found.targets = self._other(tree, top, voice)
        if kind == "commitment":
            found.about = top
        found.notes.append(f"stance:{kind}:{tree.words[top].text}")
        return found

    def _kind(self, tree: Tree, top: int, voice: Voice) -> str | None:
        below = tree.under(top)
        lemmas = {tree.lemma(k) for k in below}
        aux = {tree.lemma(k) for k in tree.deps(top, "aux")}
        subject = tree.subject(top)
        own = subject is not None and self._is_own(tree, subject, voice)
        if aux & {"must", "should", "ought", "need"} or (
            tree.lemma(top) in _NEED and (tree.dep(top, "xcomp") or tree.passive(top))
        ):
            return "demand"
        promised = aux & {"will", "shall", "would", "'ll", "wo"}
        if (own and promised and tree.dep(top, "cop") is None) or (own and tree.lemma(top) in _READY):
            return "threat" if voice.lemma in ("warn", "threaten", "warning") else "commitment"
        if self._charges(tree, top, lemmas, voice):
            return "accusation"
        if voice.speaker.role in _SILENT:
            return None
        return "assessment" if self._judges(tree, top, lemmas, voice) else None

    def _is_own(self, tree: Tree, subject: int, voice: Voice) -> bool:
        if tree.words[subject].text.lower() in _OWN:
            return True
        entity = self.roles.cast.who(tree, subject, voice.speaker)
        return entity is not None and entity.party is not None and entity.party == voice.speaker.party

    def _charges(self, tree: Tree, top: int, lemmas: set[str], voice: Voice) -> bool:
        if not lemmas & words("stance", "accuse_words"):
            return False
        return bool(self._other(tree, top, voice))

    def _judges(self, tree: Tree, top: int, lemmas: set[str], voice: Voice) -> bool:
        """A judgement: an evaluative word at its top or next to it, on the process or on a party."""
        near = {tree.lemma(top)}
        for k in tree.kids[top]:
            near.add(tree.lemma(k))
            near |= {tree.lemma(j) for j in tree.deps(k, "amod", "advmod", "det")}
        verbal = tree.lemma(top) in words("stance", "assess_verbs")
        if not verbal and not near & words("stance", "assess_words"):
            return False
        return (
            bool(lemmas & words("stance", "process"))
            or bool(self._other(tree, top, voice))
            or tree.dep(top, "cop") is not None
        )

    def _other(self, tree: Tree, top: int, voice: Voice) -> list[int]:
        """The first phrase that names another party than the speaker's."""
        for k in tree.under(top):
            if tree.words[k].upos not in ("PROPN", "NOUN") or tree.rel(k) in ("compound", "flat"):
                continue
            entity = self.roles.cast.who(tree, k, voice.speaker)
            if entity and entity.party and entity.party != voice.speaker.party:
                return [k]
        return []
