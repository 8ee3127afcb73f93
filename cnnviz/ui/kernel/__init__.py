"""The kernel of the followed filter: its table, presets, bias and menus."""
