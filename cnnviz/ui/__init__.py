"""Windows, panels, dialogs, actions and the theme."""
