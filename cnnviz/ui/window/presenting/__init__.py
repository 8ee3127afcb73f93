"""Showing a window to a class: large, with what a presenter has at hand."""
