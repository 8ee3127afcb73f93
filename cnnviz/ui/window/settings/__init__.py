"""What a window goes by of what is chosen: its own settings, those of all windows, theme and text."""
