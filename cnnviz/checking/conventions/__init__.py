"""How people write these functions: which of a solution is which, in `reading`, and how it wants to be called."""
