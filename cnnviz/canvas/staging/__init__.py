"""What stands on the stage in a chapter: where, under which headings, with what marks over it."""
