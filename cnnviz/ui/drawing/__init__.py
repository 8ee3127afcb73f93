"""The pad to draw on, its tools, and the window in which it is large."""
