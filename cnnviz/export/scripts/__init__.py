"""Runs as programs of their own: they compute what is on the screen, and check it."""
