"""Long work off the GUI thread, and how it is kept from the things of Qt."""
