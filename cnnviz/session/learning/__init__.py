"""A session that learns: rounds of training, and a target to learn."""
