"""The tab that says why."""
