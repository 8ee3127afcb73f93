"""From what a person set up to the run that can be stepped through."""
