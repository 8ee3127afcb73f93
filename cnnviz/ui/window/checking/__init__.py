"""Checking somebody's own code in a window: from the file to the step where numbers part."""
