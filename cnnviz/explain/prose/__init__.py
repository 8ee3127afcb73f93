"""Why: what is said of a step, from templates in `resources/prose/`."""
