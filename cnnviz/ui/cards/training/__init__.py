"""The card of training, with its plot."""
