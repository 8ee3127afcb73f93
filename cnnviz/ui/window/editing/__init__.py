"""What a window does with image, stage and clipboard: changes, typed numbers, copies, what was refitted."""
