"""The set-up at the left: its rail, and its panels."""
