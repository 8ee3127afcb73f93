"""What is read off the text of a solution: what stands in it, what belongs together, and what that computes."""
