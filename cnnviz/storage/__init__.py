"""Documents: what a person has set up, and how it is looked at, as a file that reads back bit for bit."""

from cnnviz.storage.document import Document
from cnnviz.storage.files import load, save

__all__ = ["Document", "load", "save"]
