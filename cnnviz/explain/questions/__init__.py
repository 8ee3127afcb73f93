"""What someone who predicts is asked, how an answer is read, and what is said to it."""
