"""Arrays as grids of coloured cells, large and small."""
