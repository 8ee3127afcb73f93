"""Layers, and the network that they are stacked to."""
