"""Small steps that tests of the web face share."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient


def csrf(client: TestClient) -> str:
    """What a form of this client must carry."""
    return str(client.get("/api/me").json()["csrf"])


def decide(client: TestClient, move: str, *subjects: str, wait: float = 20, **more: Any) -> Any:
    """Decides through the API, and waits until it shows."""
    body = {"move": move, "subjects": list(subjects), **more}
    return client.post(f"/api/decisions?wait={wait}", json=body, headers={"x-csrf-token": csrf(client)})


def incidents(client: TestClient, query: str = "") -> list[dict[str, Any]]:
    """Incidents that the ledger shows."""
    return list(client.get(f"/api/incidents?{query}").json()["incidents"])


def claims(client: TestClient, query: str = "") -> list[dict[str, Any]]:
    """Claims that the ledger shows."""
    return list(client.get(f"/api/claims?{query}").json()["claims"])


def page_of(client: TestClient, incident: str) -> dict[str, Any]:
    """All of one incident."""
    found: dict[str, Any] = client.get(f"/api/incidents/{incident}", follow_redirects=True).json()
    return found
