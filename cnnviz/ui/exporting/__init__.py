"""Exporting: the dialog that shows what comes out, and the job that writes it."""
