"""The mistakes themselves, by what they are about."""
