"""The tab in which a number is nudged."""
