"""Arrays in NumPy's own files: the header is checked before anything is read, and nothing is ever unpickled."""
