"""Gather: what a person or a feed supplies becomes records, with the original bytes kept first.

``files.find`` finds bytes, ``originals.original_of`` gives them their hash, ``reports.reports`` and
``firms.observations`` read them, ``casefolder`` reads the case folder, ``template`` writes a new one. A file or row
that cannot be used becomes one Failure that names the place and the mend; the rest goes on.
"""
