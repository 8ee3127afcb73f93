"""Explain, at the right: why, by what formula, from which terms."""
