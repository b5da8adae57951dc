"""Times in words → meanings → moments, read against the publication moment in the zone of the case.

What is not covered gives nothing; a time that is not stated is never made up. ``expressions`` gives every temporal
expression with what it means (also lengths and repetitions, which no moment stands behind); ``find`` gives those that
say when something was, as moments.
"""

from __future__ import annotations

from trucewatch.language.times.find import Timed, find
from trucewatch.language.times.meaning import Expression, Meaning, Period, Shape
from trucewatch.language.times.scan import Clockwork, expressions

__all__ = ["Clockwork", "Expression", "Meaning", "Period", "Shape", "Timed", "expressions", "find"]
