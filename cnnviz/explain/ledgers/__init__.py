"""The ledger: which terms made a number, one line for each."""
