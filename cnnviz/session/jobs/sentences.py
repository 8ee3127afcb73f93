"""What is said where something could not be done: one sentence, or nothing where that is a fault of the program."""


def sentence_of(error: Exception, title: str) -> str | None:
    """Return why `title`, such as "open photo.png", could not be done, or None where nobody foresaw it."""
    if isinstance(error, MemoryError):
        return no_memory(title)
    if isinstance(error, ValueError):
        return str(error)
    if isinstance(error, OSError):
        from cnnviz.importing.sentences import why_unreadable

        return f"“{title}” was not possible: {why_unreadable(error)}"
    return None


def no_memory(title: str) -> str:
    """Return what is said where the memory does not suffice."""
    return f"There is not enough memory for “{title}”: everything is as it was"
