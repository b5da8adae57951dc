"""Measurements: how well the reader reads (gold.py), what may not get worse (floors.py), how fast it is (speed.py)."""
