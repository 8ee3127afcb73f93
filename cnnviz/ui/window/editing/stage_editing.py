"""Changing numbers where they are seen on the stage, by clicking and typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.canvas.stage import Stage
from cnnviz.explain.naming import cell_text
from cnnviz.explain.numbers import stepped, written
from cnnviz.explain.words import cell_words, place
from cnnviz.hidden import is_hidden
from cnnviz.qt import QObject, pyqtSignal
from cnnviz.run.array_info import Editable
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame
from cnnviz.session.session import Session
from cnnviz.trace.steps import Cell
from cnnviz.ui.fields.held import EditSeries

if TYPE_CHECKING:
    from cnnviz.ui.fields.cell_editor import CellEditor


class Editing(QObject):
    """Turns what a person does with cells into edits of the session.

    Signals
    -------
    said : what the cell under the pointer is, or why what was typed cannot be taken
    """

    said = pyqtSignal(str)

    def __init__(self, session: Session, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._stage = session, stage
        self._cell: Cell | None = None  # the one that is typed into
        self._chapter: Chapter | None = None  # that shows it
        self._series = EditSeries()
        self._opened: CellEditor | None = None
        stage.cell_clicked.connect(self._click)
        stage.cell_hovered.connect(self._hover)
        stage.wheel_turned.connect(self._turn)
        session.frame_changed.connect(self._on_frame)

    def _on_frame(self, frame: Frame) -> None:
        """Close the field where its cell is not on the stage any more: the run has played on, or is another one."""
        if self._opened is not None and self._opened.isVisible() and frame.chapter is not self._chapter:
            self._opened.leave()

    def _click(self, cell: Cell) -> None:
        """Go to the step that writes a cell, or let a number that was set up be typed anew."""
        frame = self._session.frame
        if frame.asking is not None and frame.asking.cell_is_clicked and frame.asked:
            return
        if self._session.seek_cell(cell) or not self._can_be_set(cell):
            return
        value = float(frame.arrays[cell.array][cell.index])
        if is_hidden(value):
            self.said.emit(self.tr("{0} is hidden").format(cell_text(cell, frame.chapter)))
            return
        self._session.player.pause()  # else the cell may be gone before its number is typed
        self._cell, self._chapter = cell, frame.chapter
        self._editor().edit(self._stage.cell_rect(cell), value)

    def _editor(self) -> CellEditor:
        """Return the field, which is made when the first cell is clicked."""
        if self._opened is None:
            from cnnviz.ui.fields.cell_editor import CellEditor

            self._opened = CellEditor(self._stage.viewport())
            self._opened.typed.connect(self._type)
            self._opened.refused.connect(self.said)
            self._opened.settled.connect(self._say_place)
            self._opened.left.connect(self._stage.setFocus)
        return self._opened

    def _say_place(self) -> None:
        self.said.emit(place(self._session.frame))

    def _type(self, value: float) -> None:
        assert self._cell is not None
        self._set(self._cell, value)

    def _turn(self, cell: Cell | None, notches: int, whole: bool) -> None:
        """Change the parameter under the pointer by tenths, or by ones; anywhere else zoom."""
        if cell is None or not self._can_turn(cell):
            self._stage.zoom(notches)
            return
        value = float(self._session.frame.arrays[cell.array][cell.index])
        if is_hidden(value):
            return
        self._set(cell, stepped(value, notches, 1.0 if whole else 0.1), self._series.part(cell))
        self._hover(cell)

    def _can_turn(self, cell: Cell) -> bool:
        """Return whether the wheel changes a cell: over the image it zooms, one could not look closer else."""
        chapter = self._session.frame.chapter
        edit = chapter.info[cell.array].edit
        return edit is not None and edit.of is Editable.PARAMETER

    def _can_be_set(self, cell: Cell) -> bool:
        """Return whether a number was set up, and not computed."""
        from cnnviz.run.edits import can_be_set  # a start does not wait for it

        return can_be_set(self._session.experiment, self._session.frame.chapter, cell)

    def _set(self, cell: Cell, value: float, part_of: int = -1) -> None:
        from cnnviz.run.edits import with_number  # a start does not wait for it

        session, chapter = self._session, self._session.frame.chapter
        experiment = with_number(session.experiment, chapter, cell, value)
        if experiment is not None:
            name = cell_text(cell, chapter)
            session.ask(experiment, self.tr("set {0} to {1}").format(name, written(value)), part_of)

    def _hover(self, cell: Cell | None) -> None:
        frame = self._session.frame
        if cell is None:
            self._say_place()
            return
        can = ""
        if self._can_be_set(cell):
            turns = self._can_turn(cell)
            can = self.tr(" · click to type, Ctrl+wheel to change") if turns else self.tr(" · click to type")
        self.said.emit(cell_words(frame, cell) + can)
