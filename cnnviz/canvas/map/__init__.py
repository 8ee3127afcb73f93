"""The map: every array of a run, what is done between them, and how far the run has got."""
