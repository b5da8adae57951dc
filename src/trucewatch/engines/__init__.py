"""Where set-sized work runs. One machine for now; the same interface carries others."""

from trucewatch.engines.here import Here, ItemError, Outcome

__all__ = ["Here", "ItemError", "Outcome"]
