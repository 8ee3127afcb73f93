"""The bank of mistakes: what people get wrong about a convolutional network, and what numbers that gives.

One bank serves whoever predicts a number and whoever checks code. A mistake is arithmetic done wrong: wherever it
can, it makes a mistaken step of a right one, so that it is replayed in the lens as any step is, and folding the steps
of a whole pass gives the array that a program with that mistake would give.
"""
