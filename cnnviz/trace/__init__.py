"""Passes over a layer as sequences of steps (NumPy only)."""
