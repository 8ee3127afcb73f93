"""Check my code: a learner opens what they wrote, and sees where it differs from the engine, and why."""
