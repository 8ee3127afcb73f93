"""Explain in its window: what it is shown and asked, the glossary, the narration, and the table of an array."""
