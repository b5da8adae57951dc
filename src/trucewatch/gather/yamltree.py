"""YAML as plain text values with the line of each, so that every message can name its place.

Scalars stay as written: ``NO`` is the text NO, ``06:00`` the text 06:00, ``2025-03-18`` the text 2025-03-18. Only an
empty value, ``~`` and ``null`` are None. What a text means is for the record that takes it to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

Path = tuple[str | int, ...]

_MOST_NODES = 200_000
_MOST_ALIASES = 100
_DEEPEST = 40
_HALF = re.compile("[\ud800-\udfff]")  # an escape can name it, no file can hold it
_NULL = "tag:yaml.org,2002:null"
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value")
)


@dataclass(frozen=True)
class Fault:
    """Something wrong at a line (from 1), with the column (from 1) where the syntax itself is broken."""

    line: int
    what: str
    mend: str
    column: int | None = None


class Unreadable(Exception):  # noqa: N818 - always caught in gather, which makes a CaseError or ReportError of it
    """The YAML cannot be read at all."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what)
        self.fault = fault


@dataclass
class Tree:
    """``data``: dicts, lists, texts and None. ``lines``: the line on which each path's key or item begins."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of ``path``, or of the nearest thing around it that is written down."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(text: str, *, first_line: int = 1) -> Tree:
    """The tree of the one YAML document in ``text``, whose first line is ``first_line`` of its file.

    Keys given twice and tags are faults of the tree; raises Unreadable where there is no tree.
    """
    shift = first_line - 1
    try:
        loader = _Loader(text)
    except yaml.reader.ReaderError as e:
        raise Unreadable(_character(e, text, shift)) from e
    loader.shift = shift
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as e:
        raise Unreadable(_syntax(e, text, shift)) from e
    except (ValueError, OverflowError) as e:  # an escape such as "\UFFFFFFFF" stands for no character
        fault = Fault(loader.line + 1 + shift, "broken YAML: an escape that stands for no character", "remove the \\")
        raise Unreadable(fault) from e
    except RecursionError as e:
        raise Unreadable(_TOO_DEEP) from e
    tree = Tree()
    if node is not None:
        tree.data = _Builder(tree, shift).value(node, (), 0)
    return tree


class _Loader(yaml.SafeLoader):
    """Builds nodes only. Counts aliases, with which a few lines can stand for billions."""

    aliases = 0
    shift = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            self.aliases += 1
            if self.aliases > _MOST_ALIASES:
                event = self.peek_event()  # type: ignore[no-untyped-call]
                raise Unreadable(Fault(event.start_mark.line + 1 + self.shift, *_TOO_MUCH))
        return super().compose_node(parent, index)


_TOO_MUCH = (f"more than {_MOST_ALIASES} aliases (*name), or aliases of aliases", "write the values out")
_TOO_DEEP = Fault(1, "nested too deeply, or an alias that contains itself", "write it flatter, without aliases")


class _Builder:
    def __init__(self, tree: Tree, shift: int) -> None:
        self.tree = tree
        self.shift = shift
        self.nodes = 0

    def value(self, node: yaml.Node, path: Path, depth: int) -> Any:
        line = node.start_mark.line + 1 + self.shift
        self.tree.lines.setdefault(path, line)
        self.nodes += 1
        if self.nodes > _MOST_NODES:
            raise Unreadable(Fault(line, *_TOO_MUCH))
        if depth > _DEEPEST:
            raise Unreadable(Fault(line, _TOO_DEEP.what, _TOO_DEEP.mend))
        if node.tag not in _PLAIN_TAGS:
            self.fault(line, f"the tag {node.tag!r} has no meaning here", "remove it")
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, i), depth + 1) for i, item in enumerate(node.value)]
        if node.tag == _NULL:
            return None
        if _HALF.search(node.value):
            self.fault(line, "half of a surrogate pair is no character", "write the character itself")
            return _HALF.sub("\ufffd", node.value)
        return str(node.value)

    def mapping(self, node: yaml.MappingNode, path: Path, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1 + self.shift
            if not isinstance(key_node, yaml.ScalarNode):
                self.fault(line, "a list or mapping stands where a key should", "put text with { or [ in quotes")
                continue
            key = str(key_node.value)
            if key in data:
                what = f"the key {key!r} is given twice, first on line {first[key]}"
                self.fault(line, what, "keep one of the two")
                continue
            first[key] = line
            self.tree.lines[(*path, key)] = line
            data[key] = self.value(value_node, (*path, key), depth + 1)
        return data

    def fault(self, line: int, what: str, mend: str) -> None:
        self.tree.faults.append(Fault(line, what, mend))


# What PyYAML says, and what a person needs to hear.
_PLAIN = (
    ("mapping values are not allowed here", "a ':' where none can stand", "put the text in quotes, or mend the indent"),
    ("could not find expected ':'", "a key without ':'", "write key: value, and indent what belongs to the line above"),
    (
        "expected ',' or ']'",
        "a list opened with [ is not closed properly",
        "put a comma between items and ] at the end",
    ),
    (
        "expected ',' or '}'",
        "a mapping opened with { is not closed properly",
        "put commas between keys and } at the end",
    ),
    ("unexpected end of stream", "a quotation mark is never closed", "close it, or write '' for an apostrophe in '…'"),
    (
        "expected <block end>",
        "the indent does not fit the lines above",
        "indent the same things by the same number of spaces",
    ),
    ("undefined alias", "an alias (*name) without an anchor (&name)", "put text that begins with * in quotes"),
    ("found duplicate anchor", "an anchor (&name) is given twice", "write the values out"),
    ("expected a single document", "a second document begins", "remove the line ---"),
    ("unknown escape character", "a backslash that means nothing in double quotes", "write \\\\, or use single quotes"),
    ("cannot start any token", "a character that cannot begin a value", "put the text in quotes"),
)


def _syntax(error: yaml.MarkedYAMLError, text: str, shift: int) -> Fault:
    mark = error.problem_mark or error.context_mark
    row, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines()
    written = lines[row] if row < len(lines) else ""
    problem = f"{error.context or ''} {error.problem or ''}"
    if "\t" in written[: len(written) - len(written.lstrip())] or r"'\t'" in problem:
        return Fault(row + 1 + shift, "a tab stands where YAML wants spaces", "indent with spaces", column + 1)
    if error.context_mark and "end of stream" in problem:  # where the quotation mark opens is where to look
        row, column = error.context_mark.line, error.context_mark.column
    for sign, what, mend in _PLAIN:
        if sign in problem:
            return Fault(row + 1 + shift, f"broken YAML: {what}", mend, column + 1)
    return Fault(
        row + 1 + shift, f"broken YAML: {' '.join(problem.split())}", "mend the line or the one before", column + 1
    )


def _character(error: yaml.reader.ReaderError, text: str, shift: int) -> Fault:
    before = text[: error.position]
    column = error.position - (before.rfind("\n") + 1) + 1
    what = f"the control character U+{ord(text[error.position]):04X} is not allowed in YAML"
    return Fault(before.count("\n") + 1 + shift, what, "remove it", column)
