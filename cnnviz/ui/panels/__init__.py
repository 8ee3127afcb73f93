"""The parts of the window: set-up, pipeline, stage with its heading, transport."""
