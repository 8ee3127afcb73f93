"""What stands at the pointer while it rests on a cell of the stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.canvas.palette import Palette
from cnnviz.canvas.stage import Stage
from cnnviz.qt import QEvent, QObject, QRect
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell

if TYPE_CHECKING:  # a start does not wait for it
    from cnnviz.canvas.note_at_pointer import NoteAtPointer
    from cnnviz.explain.hovering import HoverNote

_ENDING = QEvent.Type.ShortcutOverride, QEvent.Type.Resize
_MOVE = QEvent.Type.MouseMove  # looked up once for all events


class Pointed(QObject):
    """Shows a note at the cell under the pointer, until a key, a step or another layout takes it away.

    It comes again when the mouse moves, so that it covers nothing which one steps through with the mouse at rest.
    """

    def __init__(self, stage: Stage, palette: Palette) -> None:
        super().__init__(stage)
        self._stage, self._palette = stage, palette
        self._frame: Frame | None = None
        self._cell: Cell | None = None
        self._term: tuple[Cell, ...] = ()  # that a number of the lens is made of
        self._note: NoteAtPointer | None = None
        self._clicked: Cell | None = None  # needs no note until one has pointed at another
        self._away = False  # taken away, until the mouse moves
        self._exact = True
        stage.installEventFilter(self)
        stage.viewport().installEventFilter(self)
        stage.cell_hovered.connect(self._point)
        stage.term_hovered.connect(self._point_at_term)
        stage.cell_clicked.connect(self._leave_alone)

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        if self._note is not None:
            self._note.set_palette(palette)

    def set_exact(self, exact: bool) -> None:
        """Write the number to its last digit, or as it stands in its cell, for who is far away."""
        self._exact = exact
        self._hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the note away for a key and in another size of the stage; have it again where the mouse moves."""
        kind = event.type()
        if kind in _ENDING:
            self._take_away()
        elif kind == _MOVE and self._away:
            self._away = False
            self._renew()
        return False

    def set_frame(self, frame: Frame) -> None:
        """Tell of another step, which takes the note away; in another chapter the cell is none any more."""
        before, self._frame = self._frame, frame
        if before is None or before.chapter is not frame.chapter:
            self._cell, self._term = None, ()
        if before is None or before.position != frame.position:
            self._take_away()
        if self._term or (self._note is not None and self._note.isVisible()):
            self._renew()

    def _take_away(self) -> None:
        self._away = True
        self._hide()

    def _leave_alone(self, cell: Cell) -> None:
        self._clicked = cell
        self._hide()

    def _point(self, cell: Cell | None) -> None:
        self._cell = cell
        self._renew()

    def _point_at_term(self, cells: tuple[Cell, ...]) -> None:
        self._term = cells
        self._renew()

    def _renew(self) -> None:
        """Say what there is to be said where the pointer is, at the number of the lens that it is on, if any."""
        if self._away:
            return
        place, note = self._stage.pointed_number, self._told()
        if note is not None and place is None and self._cell is not None:
            place = self._place_of(self._cell)
        if note is None or place is None or self._frame is None:
            self._hide()
        else:
            stage = self._stage
            words = [*stage.outline_words, *stage.pointed_heading]
            self._made().show_note(note, place, self._frame, words, stage.read)

    def _told(self) -> HoverNote | None:
        frame, cell = self._frame, self._cell
        if frame is None or (cell is None and not self._term) or (cell is not None and cell == self._clicked):
            return None
        from cnnviz.explain.hovering import hover_note, term_note

        self._clicked = None
        return term_note(frame, self._term) if cell is None else hover_note(frame, cell, exact=self._exact)

    def _place_of(self, cell: Cell) -> QRect | None:
        try:
            return self._stage.cell_rect(cell)
        except LookupError:  # it is pointed at in a sum, and no grid shows it
            return None

    def _hide(self) -> None:
        if self._note is not None:
            self._note.hide()

    def _made(self) -> NoteAtPointer:
        """Return the note, which is made when the first cell is pointed at."""
        if self._note is None:
            from cnnviz.canvas.note_at_pointer import NoteAtPointer

            self._note = NoteAtPointer(self._palette, self._stage.viewport())
        return self._note
