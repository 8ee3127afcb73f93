"""Documents in a window: new, open, save, what is asked before something is lost, and what was open when it died."""
