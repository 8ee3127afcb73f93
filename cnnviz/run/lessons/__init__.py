"""Something to learn for what is set up: a target that it can reach, and a rate at which it does."""
