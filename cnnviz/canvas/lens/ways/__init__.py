"""How the numbers of a lens are written: where each of them stands, and how large it is."""
