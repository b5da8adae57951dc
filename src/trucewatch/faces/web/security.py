"""What every answer carries and every request must: headers, a host that we are, nothing that a browser may run but
our own files."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:{tiles}",
        "font-src 'self'",
        "connect-src 'self'{tiles}",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)


class SecurityHeaders:
    """Refuses a request for a host that we are not (a name rebound to this machine), and sets the headers.

    ``hosts``: names we answer to, without port; empty: any. ``tiles``: origin of a tile server, if one is configured.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str], tiles: str | None, secure: bool) -> None:
        self._app, self._hosts = app, hosts
        policy = _POLICY.format(tiles=f" {tiles}" if tiles else "")
        self._fixed = {
            "content-security-policy": policy,
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
            "referrer-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        }
        if secure:
            self._fixed["strict-transport-security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._fixed.items():
                    headers.setdefault(name, value)  # an answer may bind itself more closely, as an original does
                headers.setdefault("cache-control", "no-store")
            await send(message)

        if self._hosts and _host(Headers(scope=scope).get("host", "")) not in self._hosts:
            await PlainTextResponse("this server does not go by that name\n", 421)(scope, receive, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers)


def _host(header: str) -> str:
    """The name in a Host header, without port and brackets."""
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.partition(":")[0].lower()
