"""The cards of the set-up: one for the image, one for each layer, one for the loss, one for training."""
