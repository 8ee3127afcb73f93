"""Figures: steps of a run as pictures, pages and films, all painted by one sheet."""
