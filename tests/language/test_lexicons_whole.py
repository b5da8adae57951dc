"""Lexicons are data that people edit by hand: a key that stands twice would silently lose the first."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest
import yaml

FOLDER = Path(str(resources.files("trucewatch.language"))) / "lexicons"


class Strict(yaml.CSafeLoader):
    """Refuses a key that stands twice in one mapping."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = {k for k in keys if keys.count(k) > 1}
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"twice: {sorted(map(str, twice))}", node.start_mark)
        return super().construct_mapping(node, deep)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda p: p.stem)
def test_no_key_stands_twice(path: Path) -> None:
    yaml.load(path.read_text(encoding="utf-8"), Loader=Strict)
