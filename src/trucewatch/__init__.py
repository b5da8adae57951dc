"""Trucewatch: published reports in, a defensible record of a ceasefire out.

The house, from the top: ``faces`` (command line, web) call ``monitor``, which alone knows the sequence of the
stages ``gather``, ``read``, ``link``, ``corroborate``, ``assess`` and ``tell``, the ``store`` and the ``engines``.
Stages take records and yield records and never import one another. ``language`` holds what is known about words.
``records`` are frozen; ``values`` are what they are made of.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("trucewatch")
except PackageNotFoundError:  # running from a source tree that was never installed
    __version__ = "0.0.0"
