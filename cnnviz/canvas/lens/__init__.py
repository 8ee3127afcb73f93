"""The lens: the step in hand worked out large, between source and target."""
