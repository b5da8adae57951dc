"""Functions that travel to other processes: they must be found by name."""

from __future__ import annotations

import os

_base = [0]


def set_base(base: int) -> None:
    _base[0] = base


def based(number: int) -> int:
    return _base[0] + number


def double(number: int) -> int:
    return 2 * number


def where(number: int) -> int:
    return os.getpid()


class Turns:
    """Doubles in two turns, and tells in what order they were taken; some numbers fail in one of them."""

    def __init__(self) -> None:
        self.order: list[tuple[str, int]] = []

    def __call__(self, number: int) -> int:
        return self.second(number, self.first(number))

    def first(self, number: int) -> int:
        self.order.append(("first", number))
        if number == 2:
            raise ValueError("no twos")
        return number * 2

    def second(self, number: int, made: int) -> int:
        self.order.append(("second", number))
        if number == 4:
            raise ValueError("no fours")
        if number == 6:
            os._exit(1)
        return made


class Stubborn(Exception):  # noqa: N818 - a test's own
    """Can be packed but not unpacked."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} {two}")


def moody(number: int) -> object:
    """Fails in a different way for some numbers."""
    if number == 3:
        raise ValueError("no threes")
    if number == 5:
        raise Stubborn("not", "five")
    if number == 7:
        return lambda: number  # a value that cannot travel
    return number


def deadly(number: int) -> int:
    if number == 4:
        os._exit(1)
    return number
