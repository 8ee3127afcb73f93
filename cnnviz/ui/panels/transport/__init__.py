"""The transport at the bottom, with its scrubber."""
