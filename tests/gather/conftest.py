"""What the tests of gather share: the parameters of a made-up case, and files taken in as the monitor takes them."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import settings

from trucewatch.gather import GatherParameters, observations, original_of, reports
from trucewatch.gather.sniff import media_type_of
from trucewatch.records import Failure, Observation, Outlet, Report

Taken = list[Report | Observation | Failure]

PARAMS = GatherParameters(
    now=datetime(2031, 3, 5, 12, tzinfo=UTC),
    zone="Europe/Kyiv",
    outlets=(Outlet(id="example-wire", name="Example Wire"), Outlet(id="arland-mod", name="Arlandish Ministry")),
    languages=("en",),
)


def take(name: str, data: bytes, params: GatherParameters = PARAMS, *, sensed: bool = False) -> Taken:
    """What gather makes of one file."""
    original = original_of(name, data, media_type_of(name, data))
    return list(observations(original, data, params) if sensed else reports(original, data, params))


# A busy machine is no fault of the code: tests that must be quick say so themselves.
settings.register_profile("gather", deadline=None)
settings.load_profile("gather")
