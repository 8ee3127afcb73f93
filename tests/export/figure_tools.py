"""Figures as the tests make them."""

from gallery_frames import example, frame_at

from cnnviz.export.figures.look import DEFAULT_SIZE, FigureLook
from cnnviz.export.figures.png import painted
from cnnviz.export.figures.sheet import FigureSheet
from cnnviz.export.subject import Subject
from cnnviz.storage import Document


def drawn(frame, colours, width=DEFAULT_SIZE[0], height=DEFAULT_SIZE[1], *, name="", **look):
    """Return heading, stage and sum as an image, and what else the look has."""
    sheet = FigureSheet(FigureLook((width, height), theme=colours.name, **look), name)
    image = painted(sheet, frame)
    sheet.close()
    return image


def subject_of(key, **changes):
    """Return an example of the gallery, at its step, as something to export."""
    shown = example(key)
    frame = frame_at(key)
    document = Document(shown.make(), shown.options, frame.position, **changes)
    return Subject(document, frame.timeline, key)
