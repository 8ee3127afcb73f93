"""The main window: its actions, and what becomes of them."""
