"""Kernels: made from profiles in every size, as presets, at random; and what can be done to one as a whole."""
