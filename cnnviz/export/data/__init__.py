"""The arrays of a run as data: archives, tables."""
