"""What a painter draws, as SVG: shapes as shapes, texts as texts, and the letters that they are written with."""
