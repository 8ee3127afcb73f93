"""Pooling step by step: the largest or the mean of each window, and the way back."""
