"""How pooling is made fast: windows taken apart into taps. Only `pooling` looks in here."""
