"""The plan of comparing tellings of two reports: levels from ``model.yaml``, weights from ``weights.yaml``.

The model is that of Fellegi and Sunter (1969): each comparison of a pair reaches one level, each level adds the
logarithm of how much likelier it is of two tellings of one event than of two events, and a pair whose sum reaches
``link_at`` is linked. Weights are whole thousandths of a bit (log2), so that sums are the same on every engine and in
every order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

import yaml

from trucewatch.values.base import Value


class Level(Value):
    """One outcome of a comparison. ``bars``: why two tellings that reach it can never be one event."""

    level: str
    when: str
    bars: str | None = None


class Model(Value):
    """``model.yaml``, checked."""

    define: dict[str, str]
    numbers: dict[str, int]
    where: str
    denial: str
    comparisons: dict[str, tuple[Level, ...]]


class Weights(Value):
    """``weights.yaml``: thousandths of a bit. ``prior``: of any two tellings that were worth comparing."""

    prior: int
    link_at: int
    levels: dict[str, dict[str, int]]


@dataclass(frozen=True)
class Plan:
    """A model with its weights. Frozen: the same truth and the same plan give the same incidents."""

    model: Model
    weights: Weights

    def condition(self, text: str) -> str:
        """SQL with every $name filled in."""
        names = {**self.model.define, **{k: str(v) for k, v in self.model.numbers.items()}}
        while "$" in text:
            text = re.sub(r"\$(\w+)", lambda m: names[m[1]], text)
        return text

    @cached_property
    def sql(self) -> str:
        """The query over ``rows`` and ``keys`` that gives every pair that is linked or barred, or of which
        one may deny the other.

        Pairs of which neither is ``fresh`` or neither ``here`` are left out: they were compared before, or will be.
        """
        return self._query(f"barred OR denial OR weight >= {self.weights.link_at}")

    @cached_property
    def every(self) -> str:
        """The same for every pair that was worth comparing, for explanations and for learning."""
        return self._query("TRUE")

    def _query(self, kept: str) -> str:
        levels = self.model.comparisons
        reached = ",\n  ".join(f"{self.reached(name)} AS {_column(name)}" for name in levels)
        weight = " + ".join(self._weighed(name) for name in levels)
        barred = " OR ".join(f"{_column(c)} = {n}" for c, of in levels.items() for n, x in enumerate(of) if x.bars)
        columns = ", ".join(_column(name) for name in levels)
        return f"""WITH pairs AS (
  SELECT DISTINCT least(l.id, r.id) AS a, greatest(l.id, r.id) AS b
  FROM keys l JOIN keys r ON l.key = r.key
  WHERE NOT l.lies AND l.id <> r.id AND (r.lies OR l.id < r.id)
    AND (l.fresh OR r.fresh) AND (l.here OR r.here) AND {self.condition(self.model.where)}
), compared AS (
  SELECT p.a, p.b, {self.condition(self.model.denial)} AS denial,
  {reached}
  FROM pairs p JOIN rows l ON l.id = p.a JOIN rows r ON r.id = p.b
), weighed AS (
  SELECT a, b, denial, {columns}, {self.weights.prior} + {weight} AS weight, {barred} AS barred FROM compared
)
SELECT a, b, CAST(weight AS BIGINT) AS weight, barred, {columns} FROM weighed WHERE {kept}"""  # noqa: S608 - made of model.yaml alone

    def reached(self, name: str) -> str:
        """SQL for the number of the first level of a comparison that holds."""
        cases = (f"WHEN {self.condition(x.when)} THEN {n}" for n, x in enumerate(self.model.comparisons[name]))
        return f"CASE {' '.join(cases)} END"

    def _weighed(self, name: str) -> str:
        given = self.weights.levels[name]
        cases = (f"WHEN {n} THEN {given[x.level]}" for n, x in enumerate(self.model.comparisons[name]))
        return f"CASE {_column(name)} {' '.join(cases)} END"

    def told(self, levels: Sequence[int]) -> str:
        """What speaks for a pair, field by field: ``place same_fine +4.00, time near +1.00``."""
        said = [(name, of[n].level) for (name, of), n in zip(self.model.comparisons.items(), levels, strict=True)]
        return ", ".join(f"{name} {at} {self.weights.levels[name][at] / 1000:+.2f}" for name, at in said)

    def against(self, levels: Sequence[int]) -> str | None:
        """Why a pair can never be one event; None where nothing says so."""
        reached = (of[n] for of, n in zip(self.model.comparisons.values(), levels, strict=True))
        return next((x.bars for x in reached if x.bars), None)


def _column(name: str) -> str:
    return f"at_{name}"


@lru_cache(maxsize=1)
def shipped_plan() -> Plan:
    """The plan that comes with the program."""
    read = files("trucewatch.link").joinpath
    model = Model.model_validate(yaml.safe_load(read("model.yaml").read_text(encoding="utf-8")))
    weights = Weights.model_validate(yaml.safe_load(read("weights.yaml").read_text(encoding="utf-8")))
    return Plan(model, weights)
