"""Windows whose painting is timed, and bare ones beside them."""

from collections.abc import Callable, Mapping

import numpy as np
from PyQt5.QtCore import QPoint, QRect, Qt
from PyQt5.QtGui import QPainter, QPaintEvent, QPixmap
from PyQt5.QtWidgets import QApplication, QWidget
from run_draws import network

from cnnviz.canvas.motion.pace import STILL
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, AveragePooling, MaxPooling
from cnnviz.experiment.windows import Window
from cnnviz.run.timeline import Position
from cnnviz.session.session import Session
from cnnviz.ui.window.main_window import MainWindow

SIZE = (1600, 1000)


def paint() -> None:
    """Handle everything that is due, painting included."""
    QApplication.sendPostedEvents()
    QApplication.processEvents()


def painted(work: Callable[[], object]) -> Callable[[], None]:
    """Return a work with the painting that comes of it."""

    def once() -> None:
        work()
        paint()

    return once


def go_to(session: Session, key: str, step: int = 0) -> None:
    """Go to a step of the chapter that is called so."""
    keys = [chapter.key for chapter in session.timeline.chapters]
    session.seek(Position(keys.index(key), step))


def open_window(experiment: Experiment, chapter: str, step: int, options: Mapping[str, object]) -> MainWindow:
    """Return a painted window at a step."""
    window = MainWindow(Session(experiment))
    window.resize(*SIZE)
    window.show()
    window.stage.motion = STILL
    window.session.set_options(**options)
    go_to(window.session, chapter, step)
    for _ in range(3):
        paint()
    return window


class Blank(QWidget):
    """A window of the same size with nothing in it."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(*SIZE)
        self.show()
        paint()

    def repaint_all(self) -> None:
        """Paint all of it."""
        self.update()
        paint()


class Numbers:
    """A few hundred numbers, written and painted one by one into a pixmap: what a step is mostly made of.

    A blank repaint is mere memory, filled at a speed that has nothing to do with the processor's: beside it the same
    step took 17 times as long in one process and 32 times in the next.
    """

    def __init__(self) -> None:
        self._pixmap = QPixmap(400, 200)

    def paint_all(self) -> None:
        """Paint them over a fresh ground."""
        self._pixmap.fill(Qt.GlobalColor.white)
        painter = QPainter(self._pixmap)
        for number in range(200):
            painter.drawText(number % 10 * 40, number // 10 * 10 + 10, f"{number / 7:.2f}")
        painter.end()


class Ready(Blank):
    """The grids of a stage in a blank window, each as a pixmap that is ready to be painted."""

    def __init__(self, window: MainWindow) -> None:
        self._pixmaps = list(_grids(window))
        super().__init__()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, pixmap in self._pixmaps:
            painter.drawPixmap(place, pixmap)


def _grids(window: MainWindow) -> list[tuple[QPoint, QPixmap]]:
    stage = window.stage
    found = []
    for grid in stage.scene().grids.values():
        place: QRect = stage.mapFromScene(grid.sceneBoundingRect()).boundingRect()
        found.append((place.topLeft(), stage.viewport().grab(place)))
    return found


def photo(channels: int = 1, side: int = 28) -> np.ndarray:
    rows, columns = np.mgrid[0:side, 0:side] / side
    shades = [0.5 + 0.5 * np.sin(7 * columns + k) * np.cos(5 * rows - k) for k in range(channels)]
    return np.stack(shades, axis=2)


def three_grids() -> Experiment:
    """Return an experiment whose convolution shows three grids of 28 by 28, not counting the kernels."""
    return Experiment((photo(2),), (convolution(Window(padding="same"), 2),), "photo")


def whole_network(side: int = 28, channels: int = 1, filters: int = 4) -> Experiment:
    """Return a photograph through convolution, ReLU and max pooling."""
    return through(
        photo(channels, side), convolution(Window(), channels, filters), Activation(), MaxPooling()
    )


def deep_network(side: int, channels: int, filters: int) -> Experiment:
    """Return noise through convolution, ReLU and both poolings."""
    noise = np.random.default_rng(0).random((side, side, channels))
    return through(
        noise, convolution(Window(), channels, filters), Activation(), MaxPooling(), AveragePooling()
    )


def through(image: np.ndarray, *layers: object) -> Experiment:
    return Experiment((image,), layers, "image").with_layers(layers)


def both_ways(experiment: Experiment) -> Callable[[], object]:
    """Return the engine's own forward and backward pass over an experiment, and nothing else."""
    bare = network(experiment)
    dy = np.ones_like(bare.forward(experiment.batch)[-1])
    return lambda: bare.backward(dy, bare.forward(experiment.batch))
