"""What stands at the pointer while it rests on a cell of the stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.canvas.palette import Palette
from cnnviz.canvas.stage import Stage
from cnnviz.qt import QObject
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell

if TYPE_CHECKING:  # a start does not wait for it
    from cnnviz.canvas.note_at_pointer import NoteAtPointer


class Pointed(QObject):
    """Shows a note at the cell under the pointer, and follows the steps while it rests there."""

    def __init__(self, stage: Stage, palette: Palette) -> None:
        super().__init__(stage)
        self._stage, self._palette = stage, palette
        self._frame: Frame | None = None
        self._cell: Cell | None = None
        self._note: NoteAtPointer | None = None
        self._clicked: Cell | None = None  # needs no note until one has pointed at another
        stage.cell_hovered.connect(self._point)
        stage.cell_clicked.connect(self._leave_alone)

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        if self._note is not None:
            self._note.set_palette(palette)

    def set_frame(self, frame: Frame) -> None:
        """Tell of another step; in another chapter the cell is none any more."""
        same = self._frame is not None and self._frame.chapter is frame.chapter
        self._frame = frame
        if self._note is not None and self._note.isVisible():
            self._point(self._cell if same else None)

    def _hide(self) -> None:
        if self._note is not None:
            self._note.hide()

    def _leave_alone(self, cell: Cell) -> None:
        self._clicked = cell
        self._hide()

    def _point(self, cell: Cell | None) -> None:
        self._cell = cell
        if cell is None or cell == self._clicked or self._frame is None:
            self._hide()
            return
        self._clicked = None
        from cnnviz.explain.hovering import hover_note

        try:
            place = self._stage.cell_rect(cell)
        except LookupError:  # it is pointed at in a sum, and no grid shows it
            self._hide()
            return
        self._made().show_note(hover_note(self._frame, cell), place, self._frame)

    def _made(self) -> NoteAtPointer:
        """Return the note, which is made when the first cell is pointed at."""
        if self._note is None:
            from cnnviz.canvas.note_at_pointer import NoteAtPointer

            self._note = NoteAtPointer(self._palette, self._stage.viewport())
        return self._note
