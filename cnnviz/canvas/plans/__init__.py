"""What stands on the stage, and where: plans of the chapters, and how they are laid out."""
