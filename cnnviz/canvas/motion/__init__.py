"""What moves on the stage, by an injected clock, and leaves no trace."""
