"""The API keeps to its description: every operation is tried with what the description allows and what it does not."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings

schemathesis = pytest.importorskip("schemathesis")

from trucewatch.faces.web.api import schema  # noqa: E402

DESCRIPTION = schemathesis.openapi.from_dict(schema())
CHECKS = (
    schemathesis.checks.not_a_server_error,
    schemathesis.specs.openapi.checks.status_code_conformance,
    schemathesis.specs.openapi.checks.content_type_conformance,
    schemathesis.specs.openapi.checks.response_schema_conformance,
)


@DESCRIPTION.parametrize()  # type: ignore[untyped-decorator]
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_answers_are_as_described(case: Any, looking: TestClient) -> None:
    token = looking.get("/api/me").json()["csrf"]
    kwargs = case.as_transport_kwargs(base_url="http://testserver")
    kwargs.pop("cookies", None)
    headers = {**dict(kwargs.pop("headers", None) or {}), "x-csrf-token": token}
    response = looking.request(headers=headers, **kwargs)
    case.validate_response(response, checks=CHECKS)
