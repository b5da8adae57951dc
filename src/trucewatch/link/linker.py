"""The link stage: claims to incidents.

First the claims of one report are grouped into the events it tells of, then the events of different reports are held
against each other. What people decided comes before both and is never overruled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from trucewatch.link.backend import Backend
from trucewatch.link.decided import decided
from trucewatch.link.parameters import LinkParameters
from trucewatch.link.state import Linking
from trucewatch.records.claim import Claim
from trucewatch.records.decision import Decision
from trucewatch.records.incident import Incident
from trucewatch.records.report import Report

_NONE: Mapping[str, int] = {}


def link(
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    decisions: Sequence[Decision],
    params: LinkParameters,
    backend: Backend,
    *,
    arrived: Mapping[str, int] = _NONE,
) -> tuple[Incident, ...]:
    """Incidents of the claims, in the order of their first accounts.

    ``reports`` by id; a claim whose report is missing is linked by what it says itself. ``arrived``: claim id → its
    place in the ledger. The result is the same for every order of the inputs. Never raises for what claims say.
    """
    return tuple(each(claims, reports, decisions, params, backend, arrived=arrived))


def each(
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    decisions: Sequence[Decision],
    params: LinkParameters,
    backend: Backend,
    *,
    arrived: Mapping[str, int] = _NONE,
) -> Iterator[Incident]:
    """As ``link``, one incident after the other: for more of them than should lie in memory at once."""
    linking = Linking(params, decided(decisions), backend)
    linking.add(claims, reports, arrived, last=True)
    return linking.incidents()
