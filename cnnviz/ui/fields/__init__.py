"""Fields for numbers, each of which says why it stops."""
