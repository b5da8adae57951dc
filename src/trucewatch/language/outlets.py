"""The state at home for a national outlet: whose "the Defence Ministry" is in its reports (``outlets.yaml``)."""

from __future__ import annotations

import re
from functools import lru_cache

from trucewatch.language.lexicon import lexicon


def state_of_outlet(name: str) -> str | None:
    """The ISO 3166 code by the words of an outlet's id or name, in any case; None where it is not known."""
    low = name.lower()
    tried = (re.sub(r"[^a-z0-9]", "", low), *re.split(r"[^a-z0-9]+", low))
    return next((code for word in tried if (code := _at_home().get(word))), None)


@lru_cache(maxsize=1)
def _at_home() -> dict[str, str]:
    return {str(word): code for code, names in lexicon("outlets")["outlets"].items() for word in names}
