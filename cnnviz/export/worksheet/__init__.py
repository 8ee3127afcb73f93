"""Worksheets: a step of the run on paper, with cells to fill in, and the key to it."""
