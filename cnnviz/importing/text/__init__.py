"""Numbers as text: tables, and what programs print or people write, become arrays or are refused in a sentence."""
