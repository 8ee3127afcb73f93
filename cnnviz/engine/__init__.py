"""Vectorised forward and backward passes of every operation, in NumPy."""
