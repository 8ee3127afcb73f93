"""Small edits of a learner's own text, each of which takes back one mistake that people make."""
