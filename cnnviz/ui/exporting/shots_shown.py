"""The steps of what is written, painted one at a time as large as the preview has room for."""

from __future__ import annotations

from cnnviz.export.figures.look import DEFAULT_SIZE, look_of
from cnnviz.export.figures.png import painted
from cnnviz.export.figures.sheet import FigureSheet
from cnnviz.export.figures.shots import frame_at, positions
from cnnviz.export.formats import Format
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.run.timeline import Position
from cnnviz.ui.exporting.preview import Preview


class ShotsShown:
    """Paints the steps of a picture, a film or a page in a preview; a page is painted as the sheet of its step."""

    def __init__(self, subject: Subject, preview: Preview) -> None:
        self._subject, self._preview = subject, preview
        self._sheet: FigureSheet | None = None
        self._shots: list[Position] = []
        self._shown: tuple[Format, ExportOptions] | None = None

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._shots)

    def show(self, form: Format, options: ExportOptions) -> None:
        """Show the step that a kind of file begins with, or the one in hand; raise ValueError where there is none."""
        self.drop()
        if form.draws:
            found = positions(self._subject, options, many=form.suffix == ".gif")
            self._shots = found if form.many else found[-1:]
            here = self._subject.frame().position
            at = self._shots.index(here) if here in self._shots else 0
        else:
            from cnnviz.export.pages.selection import steps_shown  # pages are seldom

            self._shots, at = steps_shown(self._subject, options)
        self._shown = form, options
        self._show_at(at)

    def fill(self) -> None:
        """Let a page fill other room, at the step that is shown; a picture is as large as it is written."""
        if self._shown is not None and not self._shown[0].draws:
            self._drop_sheet()
            self._show_at(self._preview.at)

    def paint(self, at: int) -> None:
        """Show a step by its number."""
        if self._sheet is None or self._shown is None or at >= len(self._shots):
            return
        frame = frame_at(self._subject, self._shown[1], self._shots[at])
        self._preview.show_picture(painted(self._sheet, frame))

    def drop(self) -> None:
        """Show none, and let go of what they are painted with."""
        self._drop_sheet()
        self._shown, self._shots = None, []

    def _show_at(self, at: int) -> None:
        assert self._shown is not None
        form, options = self._shown
        look = look_of(options if form.draws else options._replace(size=self._page_size))
        self._sheet = FigureSheet(look, self._subject.name)
        self._preview.set_count(len(self._shots), at, options.fps or 4.0)
        self.paint(at)

    @property
    def _page_size(self) -> tuple[int, int]:
        """As wide as a page is on a desk, where all of the stage has room, and as high as fills the preview."""
        width, height = self._preview.room
        wide = max(width, DEFAULT_SIZE[0])
        return wide, height * wide // width

    def _drop_sheet(self) -> None:
        if self._sheet is not None:
            self._sheet.close()
        self._sheet = None
