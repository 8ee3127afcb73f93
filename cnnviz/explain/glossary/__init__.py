"""The words that are used here: what they mean, and where each is to be seen."""
