"""The gradient put to the test: a number is nudged, and the loss answers."""
