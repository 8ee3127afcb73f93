"""Bringing an image in: by dialog, drop, paste, or from the samples."""
