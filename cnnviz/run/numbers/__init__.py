"""The numbers of an experiment, without steps."""
