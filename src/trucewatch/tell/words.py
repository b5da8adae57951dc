"""The message catalogue: every title and every wording of a report is a template in ``messages/<language>.yaml``.

A translation is another file with the same keys. Templates have named slots; what fills a slot is never read as a
template, so a brace in a quote is only a brace. ``language`` in the file says how the language counts: ``plural`` is a
rule as gettext has it, ``forms`` names the forms by the rule's outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from gettext import c2py  # reads gettext's plural rules, and nothing else
from importlib import resources
from types import MappingProxyType

import yaml


class Messages:
    """The catalogue of one language. Keys are dotted paths; a key that is missing is an error, never a blank."""

    def __init__(self, entries: Mapping[str, str], language: str = "en") -> None:
        self._entries = entries
        self.language = language
        self._form: Callable[[int], int] = c2py(entries.get("language.plural", "n != 1"))
        self._forms = entries.get("language.forms", "one many").split()

    @property
    def entries(self) -> Mapping[str, str]:
        """Every template by its dotted key, read-only."""
        return self._entries

    def say(self, key: str, /, **slots: object) -> str:
        """The template ``key`` with its slots filled. Raises KeyError on an unknown key or slot."""
        return self._entries[key].format(**slots)

    def has(self, key: str) -> bool:
        """True if the catalogue holds ``key``."""
        return key in self._entries

    def number(self, key: str, n: int, /, **slots: object) -> str:
        """The form of ``key`` that ``n`` asks for, with ``n`` as a slot; for 0 ``key.zero`` where there is one."""
        form = "zero" if n == 0 and self.has(f"{key}.zero") else self._forms[self._form(n)]
        return self.say(f"{key}.{form}", n=n, **slots)

    def listed(self, items: Iterable[str]) -> str:
        """``a``, ``a and b``, ``a, b and c``."""
        words = list(items)
        if len(words) < 2:
            return "".join(words)
        return self.say("list.last", head=self.say("list.comma").join(words[:-1]), tail=words[-1])


def _flat(tree: Mapping[str, object], path: str = "") -> Iterable[tuple[str, str]]:
    for key, value in tree.items():
        here = f"{path}.{key}" if path else str(key)
        if isinstance(value, Mapping):
            yield from _flat(value, here)
        else:
            yield here, str(value)


def catalogue(text: str, language: str) -> Messages:
    """The catalogue that a YAML text holds."""
    return Messages(MappingProxyType(dict(_flat(yaml.safe_load(text)))), language)


@lru_cache(maxsize=8)
def messages(language: str = "en") -> Messages:
    """The catalogue of ``language`` (ISO 639-1). Raises FileNotFoundError where there is none."""
    text = (resources.files("trucewatch.tell") / "messages" / f"{language}.yaml").read_text(encoding="utf-8")
    return catalogue(text, language)
