"""The pad that one draws on: how it looks, and what mouse, keys and wheel do on it."""
