"""Plain text and Markdown, with or without a front matter of what is known of the text."""

from __future__ import annotations

from collections.abc import Iterator

from trucewatch.errors import ReportError
from trucewatch.gather import yamltree
from trucewatch.gather.decode import decode, line_ends
from trucewatch.gather.making import Written
from trucewatch.gather.parameters import GatherParameters
from trucewatch.gather.shape import did_you_mean
from trucewatch.records.report import Original

_FENCE = "---"
_LONGEST = 64 * 1024  # characters of front matter
_KEYS = ["outlet", "published", "title", "url", "language"]


def written(original: Original, data: bytes, _params: GatherParameters) -> Iterator[Written]:
    """The one document of a text file. Its text is what follows the front matter, verbatim but for line endings.

    Front matter stands between a first line ``---`` and the next line ``---``; its keys are outlet, published, title,
    url, language, all optional. Raises ReportError for an encoding that cannot be told and for a faulty front matter.
    """
    name = original.name
    text = line_ends(decode(data, where=name))
    if "\x00" in text:
        raise ReportError("holds NUL characters, so it is no text", where=name, mend="save it as plain text, UTF-8")
    head, body = _split(text, name)
    tree = _front_matter(head, name)
    known = {key: tree.data.get(key) for key in _KEYS}
    stamp_where = f"{name}:{tree.line(('published',))}"
    yield Written(doc=name, text=body, where=name, stamp_where=stamp_where, **known)


def _split(text: str, name: str) -> tuple[str, str]:
    first, newline, rest = text.partition("\n")
    if first.rstrip() != _FENCE or not newline:
        return "", text
    offset = len(first) + 1
    for line in rest[:_LONGEST].split("\n"):
        if line.rstrip() == _FENCE:
            return text[len(first) + 1 : offset], text[offset + len(line) + 1 :]
        offset += len(line) + 1
    what = "the front matter that begins here has no end"
    raise ReportError(what, where=f"{name}:1", mend="put a line --- after it, or a blank line before a text like this")


def _front_matter(head: str, name: str) -> yamltree.Tree:
    try:
        tree = yamltree.read(head, first_line=2)
    except yamltree.Unreadable as e:
        raise _error(name, e.fault) from e
    if tree.faults:
        raise _error(name, tree.faults[0])
    if tree.data is None:
        tree.data = {}
    if not isinstance(tree.data, dict):
        fault = yamltree.Fault(tree.line(()), "the front matter holds no keys", "write key: value, one a line")
        raise _error(name, fault)
    for key, value in tree.data.items():
        line = tree.line((key,))
        if key not in _KEYS:
            raise _error(
                name, yamltree.Fault(line, f"unknown key {key!r} in the front matter", did_you_mean(key, _KEYS))
            )
        if value is not None and not isinstance(value, str):
            raise _error(name, yamltree.Fault(line, f"{key} is no text in the front matter", "write one text"))
    return tree


def _error(name: str, fault: yamltree.Fault) -> ReportError:
    column = f":{fault.column}" if fault.column is not None else ""
    return ReportError(fault.what, where=f"{name}:{fault.line}{column}", mend=fault.mend)
