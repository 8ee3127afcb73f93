"""Small dialogs that several parts of the window use."""
