"""The corroborate stage: what each kind of witness can say of each incident.

Silence never refutes: no result but ``consistent`` bears on a grade, and that one can only raise it.
"""

from __future__ import annotations

from collections.abc import Iterable

from trucewatch.corroborate.asking import Witness
from trucewatch.corroborate.heat import Heat
from trucewatch.corroborate.parameters import CorroborateParameters
from trucewatch.corroborate.registers import Register
from trucewatch.records.corroboration import Corroboration
from trucewatch.records.incident import Incident
from trucewatch.records.observation import COVERAGE, HEAT, Observation


def corroborate(
    incidents: Iterable[Incident], observations: Iterable[Observation], params: CorroborateParameters
) -> tuple[Corroboration, ...]:
    """What heat sensors say of every incident, and after it what each register says that observations of its kind are
    at hand for and that can bear on it; in the order of the incidents. Observations may come in any order."""
    asked, seen = list(incidents), list(observations)
    witnesses: list[Witness] = [Heat(seen, params)]
    kinds = sorted({o.what for o in seen} - {HEAT, COVERAGE})
    witnesses += [Register(what, [o for o in seen if o.what == what], params) for what in kinds]
    answers = [witness.testify(asked) for witness in witnesses]
    return tuple(answer for of_one in zip(*answers, strict=True) for answer in of_one if answer is not None)
