"""An array as a table that follows the steps."""
