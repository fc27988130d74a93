"""Texts compared: where words stand, what changed, how many there are. No Django."""
