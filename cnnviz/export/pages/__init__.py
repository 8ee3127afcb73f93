"""A run as one file for a browser: everything in it is worked out beforehand, and nothing in it computes."""
