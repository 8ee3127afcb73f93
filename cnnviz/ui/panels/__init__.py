"""The parts of the window: set-up, map, stage with its heading, transport."""
