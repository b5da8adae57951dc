"""The command line. Exit status: 0; 1 with one clear line on stderr (what, where, how to mend); 2 for usage."""

from __future__ import annotations

import os
import sys

from trucewatch.errors import TrucewatchError
from trucewatch.faces.cli.app import app
from trucewatch.faces.cli.output import complain


def main() -> None:
    """The entry point of ``trucewatch``."""
    try:
        app()
    except TrucewatchError as e:
        for fault in (e, *e.others):
            complain(fault.one_line())
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output went away (`trucewatch … | head`): nothing to say, and nowhere to say it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as e:
        complain(f"{e.filename or 'the system'}: {e.strerror or e}")
        sys.exit(1)
    except KeyboardInterrupt:
        complain("stopped; what was reported as stored is stored, run the command again to go on")
        sys.exit(130)


__all__ = ["app", "main"]
