"""What a stroke on the pad changes is framed on the stage, and said."""

import numpy as np
from events import move
from pad_tools import drag, middle
from PyQt5.QtWidgets import QLabel
from seen_pixels import pixels_of

from cnnviz.canvas.motion.pace import STILL
from cnnviz.canvas.palette import palette
from cnnviz.run.timeline import Position


def said(window):
    return window.findChild(QLabel, "place").text()


def framed(window, array):
    """Return the cells of an array that have a frame of their own in the colour of what one points at."""
    stage, scene = window.stage, window.stage.scene()
    colour = palette("light").role("hover").getRgb()[:3]
    picture = pixels_of(stage.viewport().grab().toImage())
    found = set()
    for plane in scene.plan.planes:
        if plane.array != array or plane.size.name == "SMALL":
            continue
        grid = scene.grids[plane.key]
        corner = stage.mapFromScene(grid.pos())
        for row, column in np.ndindex(grid.rows, grid.columns):
            top, left = corner.y() + row * grid.cell, corner.x() + column * grid.cell
            middle_of_the_left_edge = picture[top + grid.cell // 2, left]
            if tuple(middle_of_the_left_edge) == colour:
                found.add((row, column))
    return found


def test_what_follows_a_stroke_is_framed_as_far_as_it_is_reached(window):
    session = window.session
    window.stage.motion = STILL
    session.seek(Position(1, 4 * 8 + 2))  # rows 0 to 3, and three cells of row 4
    drag(window.setup.image.pad, (4, 3))
    changed = {tuple(cell[1:3]) for cell in session.frame.changed["y"]}
    reached = {cell for cell in changed if cell[0] * 8 + cell[1] <= 34}
    assert changed - reached
    assert reached
    found = framed(window, "y")
    assert reached - {(4, 2)} <= found  # that one has the frame of the cell that is written
    assert not found & (changed - reached)
    session.move(1)
    assert not framed(window, "y") & (changed - reached)
    assert not session.frame.changed


def test_how_much_follows_is_said_beside_the_cell_that_is_pointed_at(window):
    session = window.session
    session.seek(Position(1, 34))
    pad = window.setup.image.pad
    drag(pad, (4, 3))
    move(pad, middle(pad, 4, 3))
    count = len(session.frame.changed["y"])
    assert said(window).endswith(f"{count} cells of Y follow the stroke")
    session.move(1)
    move(pad, middle(pad, 4, 2))
    assert said(window).endswith("a double click types a number")
