"""Untrusted text made safe to show: control characters that could disguise it are made visible, Markdown is inert."""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]|~^$])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def visible(text: str) -> str:
    """Direction overrides and other characters that show nothing (or reorder what is shown) as ``[U+202E]``.

    Joiners that scripts need (U+200C, U+200D), tabs and line ends stay.
    """
    return _HIDDEN.sub(lambda m: f"[U+{ord(m[0]):04X}]", text)


def one_line(text: str) -> str:
    """Visible, and every run of white space one blank."""
    return " ".join(visible(text).split())


def run_on(text: str) -> str:
    """Like :func:`one_line`, but a blank at either end stays: for text that stands within a line."""
    return re.sub(r"\s+", " ", visible(text))


def unescaped(line: str) -> str:
    """A line of Markdown that :func:`markdown_text` made, as it was before: for a terminal."""
    plain = re.sub(r"\\([^A-Za-z0-9\s])", r"\1", line)
    for character, entity in _ENTITIES.items():
        if character != "&":
            plain = plain.replace(entity, character)
    return plain.replace("&amp;", "&")


def markdown_text(text: str) -> str:
    """``text`` on one line so that Markdown (CommonMark with the usual extensions) shows it and does nothing else.

    Characters that only matter at the start of a line or within a link are escaped just there, so that the source
    stays readable.
    """
    line = "".join(_ENTITIES.get(c, c) for c in one_line(text))
    line = _MARKDOWN.sub(r"\\\1", line)
    line = re.sub(r"^(\d+)([.)])", r"\1\\\2", line)
    line = re.sub(r"^([-+#=:])", r"\\\1", line)
    line = re.sub(r"(?i)(https?|ftp|mailto|xmpp)(:)", r"\1\\:", line)
    return re.sub(r"(?i)\b(www)\.", r"\1\\.", line)
