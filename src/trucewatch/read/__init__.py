"""Report → claims. ``read`` is the stage's only door: readers may change behind it.

The first reader works on words and punctuation alone (no parser, no model): attribution, triggers from a lexicon,
slots by position. Every quote is verbatim; what the words do not say stays empty.
"""

from trucewatch.read.parameters import ReadParameters, parameters
from trucewatch.read.readable import unreadable
from trucewatch.read.reader import READER, read

__all__ = ["READER", "ReadParameters", "parameters", "read", "unreadable"]
