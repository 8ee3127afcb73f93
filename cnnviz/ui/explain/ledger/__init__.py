"""The tab of all that made a cell."""
