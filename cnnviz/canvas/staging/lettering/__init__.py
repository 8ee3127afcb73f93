"""The words of the stage: headings over its grids, signs between them, and what the look of cells means."""
