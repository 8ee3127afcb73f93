"""The step in hand worked out large, as data."""
