"""What may be known of a position in a run."""
