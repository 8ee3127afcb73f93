"""What a step means in words and formulas (no Qt)."""
