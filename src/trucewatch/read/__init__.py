"""Read: report to claims. ``read`` is the stage's door, ``explain`` shows why; readers may change behind it.

The reader stands on a dependency parse: attribution (who vouches), propositions (frames of verbs and nouns), scope
(denied, planned, conditional), slots (actor, target, weapon, place, time, count), selection. Its words are data in
``language/lexicons``. Every quote is verbatim; what the words do not say stays empty.
"""

from trucewatch.read.explain import Explained, explain, unread_sentences
from trucewatch.read.parameters import READER, ReadParameters, parameters
from trucewatch.read.readable import unreadable
from trucewatch.read.reader import LONGEST, parsed, read

__all__ = [
    "LONGEST",
    "READER",
    "Explained",
    "ReadParameters",
    "explain",
    "parameters",
    "parsed",
    "read",
    "unread_sentences",
    "unreadable",
]
