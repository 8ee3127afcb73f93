"""A step as a sum with its numbers in it."""
