"""Pairs of numbers, of rows and columns, as briefly as people write them on an arrow."""


def times(pair: tuple[int, int]) -> str:
    """Return a size: 3×3, 2×1."""
    return f"{pair[0]}×{pair[1]}"


def brief(pair: tuple[int, int]) -> str:
    """Return one number where both are the same, else both: 1, 2×1."""
    return f"{pair[0]}" if pair[0] == pair[1] else times(pair)
