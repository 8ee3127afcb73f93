"""The process in which a solution runs, and how jobs get there."""
