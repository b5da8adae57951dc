"""Faces: thin. They turn a person's words into calls of the monitor and its answers into words."""
