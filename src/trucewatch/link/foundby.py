"""By which keys a report is found: kept beside what was derived, so that a part of it can be linked anew without the
rest. It may name more reports than there are under a key, never fewer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_CHUNK = 8192
_PREFIX, _LATE = "found-by/", "found-by-late/"

Get = Callable[[str], bytes | None]


@dataclass(frozen=True)
class FoundBy:
    """``keys`` in order, and of each twice the number of the report in ``names``, plus one where its telling lies in
    what the key names and is found only by those that name it."""

    keys: npt.NDArray[np.int64]
    codes: npt.NDArray[np.int32]
    names: Sequence[str]

    @classmethod
    def of(cls, keys: npt.NDArray[np.int64], codes: npt.NDArray[np.int32], names: Sequence[str]) -> FoundBy:
        """From keys in any order; what is there twice is kept once."""
        order = np.lexsort((codes, keys))
        keys, codes = keys[order], codes[order]
        first = np.ones(len(keys), np.bool_)
        first[1:] = (keys[1:] != keys[:-1]) | (codes[1:] != codes[:-1])
        return cls(keys[first], codes[first], tuple(names))

    def pieces(self) -> Iterator[tuple[str, bytes]]:
        """By name, for keeping: the names, where each piece begins, the pieces."""
        yield f"{_PREFIX}names", "\n".join(self.names).encode()
        yield f"{_PREFIX}begins", self.keys[::_CHUNK].tobytes()
        for n, at in enumerate(range(0, len(self.keys), _CHUNK)):
            part = slice(at, at + _CHUNK)
            yield f"{_PREFIX}{n}", self.keys[part].tobytes() + self.codes[part].tobytes()

    def late(self, number: int) -> tuple[str, bytes]:
        """The same as one addition to what is kept, the ``number``-th."""
        names = "\n".join(self.names).encode()
        sizes = np.array([len(names), len(self.keys)], np.int64).tobytes()
        return f"{_LATE}{number:06d}", sizes + names + self.keys.tobytes() + self.codes.tobytes()


class Finder:
    """Finds reports by keys in what was kept. ``get`` gives a piece by its name, ``listed`` the names that begin so."""

    def __init__(self, get: Get, listed: Callable[[str], Sequence[str]]) -> None:
        self._get = get
        names = get(f"{_PREFIX}names")
        self.there = names is not None
        self._names = (names or b"").decode().split("\n")
        self._begins = np.frombuffer(get(f"{_PREFIX}begins") or b"", np.int64)
        self._late = [_read(get(name) or b"") for name in listed(_LATE)]
        self._pieces: dict[int, tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]] = {}

    @property
    def additions(self) -> int:
        """How many additions there are."""
        return len(self._late)

    def reports(self, naming: Collection[int], lying: Collection[int]) -> set[str]:
        """The reports that may hold a telling which is found by one of these keys. ``lying``: keys of tellings that lie
        in what the key names."""
        found: set[str] = set()
        for wanted, lies in ((naming, False), (lying, True)):
            keys = np.unique(np.fromiter(wanted, np.int64, len(wanted)))
            first = np.maximum(np.searchsorted(self._begins, keys, side="left") - 1, 0)
            last = np.searchsorted(self._begins, keys, side="right") - 1
            chunks = {n for a, b in zip(first.tolist(), last.tolist(), strict=True) for n in range(a, b + 1)}
            for n in sorted(chunks):
                found |= _among(*self._piece(n), self._names, keys, lies)
            for late in self._late:
                found |= _among(late.keys, late.codes, late.names, keys, lies)
        return found

    def _piece(self, n: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
        if n not in self._pieces:
            body = self._get(f"{_PREFIX}{n}") or b""
            size = len(body) // 12
            self._pieces[n] = np.frombuffer(body[: 8 * size], np.int64), np.frombuffer(body[8 * size :], np.int32)
        return self._pieces[n]


def _among(
    keys: npt.NDArray[np.int64],
    codes: npt.NDArray[np.int32],
    names: Sequence[str],
    wanted: npt.NDArray[np.int64],
    lies: bool,
) -> set[str]:
    picked = codes[np.isin(keys, wanted)]
    if lies:  # two that both lie in a place do not find one another
        picked = picked[picked % 2 == 0]
    return {names[n] for n in np.unique(picked // 2).tolist()}


def _read(body: bytes) -> FoundBy:
    named, size = np.frombuffer(body[:16], np.int64).tolist()
    names, rest = body[16 : 16 + named], body[16 + named :]
    keys, codes = np.frombuffer(rest[: 8 * size], np.int64), np.frombuffer(rest[8 * size :], np.int32)
    return FoundBy(keys, codes, tuple(names.decode().split("\n")))


def aids_of(found: FoundBy) -> Mapping[str, bytes]:
    """All pieces by name."""
    return dict(found.pieces())
