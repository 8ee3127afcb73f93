"""What is read out: a step as a sentence or two, an array as a table."""
