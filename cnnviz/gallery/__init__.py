"""Examples, samples and worked cases that ship with the application (no Qt)."""
