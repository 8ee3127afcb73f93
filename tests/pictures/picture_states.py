"""What the reference pictures show: parts of the window at steps of the gallery, by the name of their picture."""

from collections.abc import Callable
from unittest.mock import patch

from figure_tools import drawn
from gallery_frames import example, frame_at
from kept_pictures import README
from PyQt5.QtCore import QCoreApplication
from PyQt5.QtGui import QImage
from PyQt5.QtWidgets import QAction, QWidget

from cnnviz.canvas.formula_strip import FormulaStrip
from cnnviz.canvas.map.map_view import MapView
from cnnviz.canvas.motion.pace import STILL
from cnnviz.canvas.palette import Palette, palette
from cnnviz.canvas.stage import Stage
from cnnviz.explain.sums.formula import formula
from cnnviz.export.figures.look import DEFAULT_SIZE
from cnnviz.run.timeline import Position
from cnnviz.session.session import Session
from cnnviz.ui.appearance import appearance
from cnnviz.ui.window.explaining import narrating
from cnnviz.ui.window.main_window import MainWindow


def dressed(name: str) -> Palette:
    """Dress the application in a theme, whatever it had on before."""
    colours = palette(name)
    appearance().set_palette(colours)
    return colours


def grabbed(widget: QWidget, width: int, height: int) -> QImage:
    """Return what a widget of some size looks like, and do away with it."""
    widget.resize(width, height)
    image = widget.grab().toImage()
    widget.deleteLater()
    return image


def stage(key: str, theme: str) -> QImage:
    view = Stage(dressed(theme))
    view.set_frame(frame_at(key))
    return grabbed(view, 760, 400)


def strip(key: str, theme: str, term: int | None = None) -> QImage:
    view = FormulaStrip(dressed(theme))
    view.resize(760, 92)  # before it scrolls to the term in hand
    view.set_formula(formula(frame_at(key, term)))
    return grabbed(view, 760, 92)


def map_of(key: str, theme: str, width: int, *, compact: bool = False) -> QImage:
    frame, view = frame_at(key), MapView()
    view.set_compact(compact)
    view.show_run(frame.timeline, dressed(theme), 0)
    view.show_frame(frame)
    return grabbed(view, width, view.height())


def exported(key: str, theme: str) -> QImage:
    return drawn(frame_at(key), dressed(theme), *DEFAULT_SIZE)


@patch.object(narrating, "STAYS", 0)
def window(key: str, theme: str, width: int, height: int, chapter: str = "", step: int = 0) -> QImage:
    """Return what the whole window looks like, at a step that Explain tells of where a chapter is named."""
    session = Session(clock=lambda: 0.0)
    whole = MainWindow(session)
    whole.stage.motion = STILL
    dressed(theme)
    whole.resize(width, height)
    whole.show()
    session.open_example(example(key))
    if chapter:
        whole.findChild(QAction, "view.explain").trigger()
        keys = [one.key for one in session.timeline.chapters]
        session.seek(Position(keys.index(chapter), step))
    whole.activateWindow()
    for _ in range(4):  # Explain tells of the step when the stage is painted
        QCoreApplication.processEvents()
    whole.close()
    return grabbed(whole, width, height)


STATES: dict[str, Callable[[], QImage]] = {
    "stage_convolve_light": lambda: stage("b", "light"),
    "stage_pad_dark": lambda: stage("e_padding", "dark"),
    "stage_slope_light": lambda: stage("c_slope", "light"),
    "stage_max_pool_back_dark": lambda: stage("e_max_back", "dark"),
    "stage_full_light": lambda: stage("d", "light"),
    "strip_sum_light": lambda: strip("b", "light"),
    "strip_term_dark": lambda: strip("b", "dark", 5),
    "strip_max_light": lambda: strip("e_max", "light"),
    "map_light": lambda: map_of("letter", "light", 1080),
    "map_narrow_dark": lambda: map_of("letter", "dark", 760),
    "map_compact_dark": lambda: map_of("e_max_back", "dark", 760, compact=True),
    "export_light": lambda: exported("letter", "light"),
    "export_dark": lambda: exported("a_weight", "dark"),
    "window_light": lambda: window("letter", "light", 1280, 800),
    "window_dark": lambda: window("a", "dark", 1024, 700),
    README: lambda: window("letter", "light", 1280, 800, "scatter", 28),
}
