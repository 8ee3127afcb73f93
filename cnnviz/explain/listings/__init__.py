"""A chapter as the program that one would write: its files, the line in hand, and what its variables are then."""
