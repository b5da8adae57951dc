"""``network``: what hangs on what in a case, and what accounts say of it."""

from __future__ import annotations

from trucewatch.errors import InputError
from trucewatch.faces.cli.output import print_json, print_table, say
from trucewatch.monitor import Monitor
from trucewatch.tell import network_table


def show_network(monitor: Monitor, node: str | None, as_json: bool) -> None:
    """The network, or one node of it. Raises InputError where the case has none."""
    view = monitor.view()
    table = network_table(view, node)
    if view.network is None:
        mend = "write network.yaml in the case folder, then `trucewatch run`"
        raise InputError("no network is described", where=str(monitor.folder.root), mend=mend)
    if table is None:
        raise InputError(f"no node is called {node!r}", where=str(monitor.folder.network), mend="give an id or a name")
    if as_json:
        told = [k.model_dump(mode="json") for k in view.knock_ons.values()]
        print_json({"network": view.network.model_dump(mode="json", by_alias=True), "knock_ons": told})
        return
    print_table(table.title, table.head, table.rows)
    say(table.note)
