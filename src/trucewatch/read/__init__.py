"""The reading stage: report to claims."""

from trucewatch.read.parameters import READER, ReadParameters, parameters
from trucewatch.read.readable import unreadable
from trucewatch.read.reader import read

__all__ = ["READER", "ReadParameters", "parameters", "read", "unreadable"]
