"""See how a convolutional network computes and learns, one window at a time."""

__version__ = "0.1.0"
