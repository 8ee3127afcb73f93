"""What is said of training: what it can teach, what came of it, and what keeps it from learning."""
