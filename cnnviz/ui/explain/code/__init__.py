"""The tab of the program."""
