"""How convolution is made fast: windows laid out as the columns of a matrix. Only `convolution` looks in here."""
