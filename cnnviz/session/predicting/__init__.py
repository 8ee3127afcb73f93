"""Predicting what comes next: which question is open, what was answered, and how far the run may be seen."""
