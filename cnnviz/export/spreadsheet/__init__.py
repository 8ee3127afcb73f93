"""A run as a spreadsheet: every number that is not given is a formula, taken from the steps that make it."""
