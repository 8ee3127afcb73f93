"""Where a person's files are: settings and copies, and the document of a session."""
