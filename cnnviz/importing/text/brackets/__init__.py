"""Arrays in brackets: as Python's libraries print them, and as they are written in code."""
