"""What a solution is tried on: small settings from the simplest up, and the layers of an experiment."""
