"""What a brush does to an image."""
