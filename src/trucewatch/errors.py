"""The error tree.

TrucewatchError
├── InputError            something a person supplied cannot be used; says where it is and how to mend it
│   ├── CaseError         the case folder: case.yaml, agreements/*.yaml
│   ├── ReportError       a file among the reports
│   └── ObservationError  a file among the observations
├── StoreError            the ledger cannot be read or written
│   ├── StoreFull         no room left on the device: nothing was lost, nothing more can be kept
│   └── LedgerBroken      the chain of hashes does not hold
├── NotSent               a message was not taken over by the other side
├── FetchError            a server did not give what was asked for
└── MissingExtra          a feature whose optional dependency is not installed

Every error has three parts: what is wrong, where (a file and a line if there is one), how to mend it.
"""

from __future__ import annotations


class TrucewatchError(Exception):
    """Base of every error that the program raises on purpose.

    ``what``: one sentence without a full stop. ``where``: file, or file:line, or record id. ``mend``: what to do.
    """

    others: tuple[TrucewatchError, ...] = ()
    """What else is wrong with the same input, where more than one fault was found."""

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what = what
        self.where = where
        self.mend = mend
        super().__init__(self.one_line())

    def one_line(self) -> str:
        """``where: what; mend`` on one line, as the command line prints it."""
        text = " ".join(self.what.split())
        if self.where:
            text = f"{self.where}: {text}"
        return f"{text}; {self.mend}" if self.mend else text


class InputError(TrucewatchError):
    """Something a person supplied cannot be used."""


class CaseError(InputError):
    """The case folder: ``case.yaml`` or one of ``agreements/*.yaml``."""


class ReportError(InputError):
    """A file among the reports."""


class ObservationError(InputError):
    """A file among the observations."""


class StoreError(TrucewatchError):
    """The ledger cannot be read or written."""


class StoreFull(StoreError):  # noqa: N818 - a state, as httpx has its TooManyRedirects
    """No room left: what was reported as stored is stored, nothing more can be."""


class LedgerBroken(StoreError):  # noqa: N818
    """The chain of hashes does not hold at the place named."""


class NotSent(TrucewatchError):  # noqa: N818
    """A message was not taken over by the other side; it is still due."""


class FetchError(TrucewatchError):
    """A server did not give what was asked for. Its words never hold a key."""


class MissingExtra(TrucewatchError):  # noqa: N818
    """A feature whose optional dependency is not installed."""
