"""What is said of the term in hand, where one goes by terms."""
