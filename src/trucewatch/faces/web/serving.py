"""``trucewatch serve``: runs the server for one case."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import uvicorn

from trucewatch.errors import InputError
from trucewatch.faces.web.accounts import Accounts
from trucewatch.faces.web.app import create_app
from trucewatch.faces.web.site import Options, Site
from trucewatch.settings import Folder


def serve(case: Path, options: Options, said: Callable[[str], None], cert: Path | None, key: Path | None) -> None:
    """Serves until it is stopped. Raises InputError where it would be reachable by others and nobody could sign in."""
    if not options.local:
        accounts = Accounts(case / "accounts.db")
        someone = accounts.active()
        accounts.close()
        if not someone:
            raise InputError(
                f"{options.host} can be reached by others, and nobody has an account",
                where=str(case),
                mend=f"make one first: trucewatch account {case} add NAME --role admin",
            )
        if cert is None and not options.secure:
            said("Without TLS passwords can be read on the way: put a TLS proxy before it, or give --cert and --key.")
    site = Site(Folder(case), options)
    config = uvicorn.Config(
        create_app(site),
        host=options.host,
        port=options.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
        ssl_certfile=str(cert) if cert else None,
        ssl_keyfile=str(key) if key else None,
    )
    _demand_free(options)
    scheme = "https" if cert else "http"
    host = f"[{options.host}]" if ":" in options.host else options.host
    said(f"Serving {site.desk.case.title} at {scheme}://{host}:{options.port}/ (stop with Ctrl-C)")
    # The server ends itself by the signal that ended it, which would leave this process no time to clear up after it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    uvicorn.Server(config).run()


def _demand_free(options: Options) -> None:
    """Raises InputError where nothing can listen there, before anything says that it is served."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server itself binds
            probe.bind((options.host, options.port))
    except OSError as e:
        raise InputError(
            f"cannot listen there ({e.strerror or e})",
            where=f"{options.host}:{options.port}",
            mend="choose another port: --port 8322; or stop what listens there",
        ) from e
