"""What is written in the lens."""
