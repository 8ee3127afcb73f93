"""Numbers seen as lengths and areas instead of colours."""
