"""The document: what a person has set up (no Qt)."""
