"""Whose the keys are: kept by what has the focus, handed back after a choice, said in the status bar."""
