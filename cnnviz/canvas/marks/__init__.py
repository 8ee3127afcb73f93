"""What lies over the grids: frames of what is read and written, connectors, outlines."""
