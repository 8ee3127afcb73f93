"""Menus that are filled when they open: chapters, what is followed, examples."""
