"""The tab of the formula."""
