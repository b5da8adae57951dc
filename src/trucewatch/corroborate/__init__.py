"""Corroboration: what sensors can say of an incident. Incidents and observations in, corroborations out."""

from trucewatch.corroborate.parameters import CorroborateParameters
from trucewatch.corroborate.stage import corroborate

__all__ = ["CorroborateParameters", "corroborate"]
