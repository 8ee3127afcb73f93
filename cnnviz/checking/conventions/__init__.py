"""How people write these functions: which of a solution is which, and how it wants to be called."""
