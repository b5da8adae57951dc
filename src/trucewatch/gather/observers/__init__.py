"""What kinds of table among the observations are understood: one module each, found by being here.

A module has ``COLUMNS`` (those that its header must hold, in small letters), ``NAME`` (of what it reads, for
messages) and ``observation(row, at)``, which makes an Observation of the cells of one row by column, or raises
ObservationError or ValidationError. ``at`` (gather/sensing.py) has the file, the line and readers of numbers and
times. It may have ``whole(at)``: observations that the file as such stands for, whatever its rows.
"""
