"""Whatever the rule and the windows, the stage marks who wins, who ties and who loses, there and on the way back."""

import numpy as np
import pytest
from seen_pixels import pixels_of

from cnnviz.canvas.grids.cells import FADED, FINISHED, PARTIAL, PLAIN, TIED, UNTOUCHED, WON
from cnnviz.canvas.palette import palette
from cnnviz.engine.arrays import frozen
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import MaxPooling
from cnnviz.experiment.windows import PoolingWindow
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

WINDOWS = {
    "side by side": PoolingWindow((2, 2), (2, 2)),
    "overlapping": PoolingWindow((3, 3), (2, 2)),
    "padded": PoolingWindow((3, 2), (2, 1), (1, 1)),
    "overhanging": PoolingWindow((2, 3), (2, 2), ceil_mode=True),
    "dilated": PoolingWindow((2, 2), (1, 2), (1, 1), (2, 2)),
    "skipping": PoolingWindow((2, 1), (3, 2)),
    "single": PoolingWindow((1, 1), (1, 1)),
}
IMAGES = {
    "ties": np.random.default_rng(5).integers(0, 2, (6, 7, 2)).astype(float),
    "odd": np.random.default_rng(6).choice([np.nan, -np.inf, np.inf, 1.0, 2.0], (6, 7, 2)),
    "alike": np.zeros((6, 7, 1)),
}
every = pytest.mark.parametrize("window", WINDOWS)
images = pytest.mark.parametrize("image", IMAGES)
rules = pytest.mark.parametrize("ties", ["first", "all", "split"])


@pytest.fixture
def stage(new_stage):
    return new_stage(1600, 900)


def frames(window, image, ties, kind):
    """Yield the frames of a chapter."""
    layers = (MaxPooling(WINDOWS[window], ties),)
    run = run_of(Experiment((frozen(IMAGES[image]),), layers, image), RunOptions(None))
    (number,) = (at for at, chapter in enumerate(run.chapters) if chapter.kind is kind)
    yield from (Frame(run, Position(number, step)) for step in range(len(run.chapters[number].trace)))


def large(stage, array):
    (plane,) = (p for p in stage.scene().plan.planes if p.array == array and p.size.name != "SMALL")
    return plane, stage.scene().grids[plane.key]


@every
@images
@rules
@pytest.mark.parametrize("kind", [ChapterKind.MAX_POOL, ChapterKind.MAX_POOL_BACK])
@pytest.mark.some(4)
def test_every_cell_of_the_window_stands_as_the_rule_has_it(stage, window, image, ties, kind):
    for frame in [*frames(window, image, ties, kind)][::3]:
        stage.set_frame(frame)
        plane, grid = large(stage, "x_pad")
        (top, _), (left, _) = frame.chapter.info["x_pad"].ring
        height, width, _ = IMAGES[image].shape
        numbers = plane.of(frame.arrays["x_pad"])
        expected = np.full(numbers.shape, PLAIN)
        cells = [cell.index[1:3] for cell in frame.step.cells if cell.array == "x_pad"]
        real = [(r, c) for r, c in sorted(cells) if 0 <= r - top < height and 0 <= c - left < width]
        values = np.array([numbers[cell] for cell in real])
        holders = [cell for cell, value in zip(real, values, strict=True) if same(value, values)]
        for cell in cells:
            expected[cell] = FADED if real else PLAIN
        taking = holders if ties != "first" else holders[-1:] if np.isnan(values).any() else holders[:1]
        for cell in holders:
            expected[cell] = WON if cell in taking else TIED
        np.testing.assert_array_equal(grid.standing, expected)


def same(value, values):
    return np.isnan(value) if np.isnan(values).any() else value == values.max()


@every
@rules
@pytest.mark.some(2)
def test_the_window_is_framed_in_the_image_and_in_its_gradient(stage, window, ties):
    accent = palette("light").role("accent").getRgb()[:3]
    for frame in [*frames(window, "ties", ties, ChapterKind.MAX_POOL_BACK)][:3]:
        stage.set_frame(frame)
        picture = pixels_of(stage.grab().toImage())
        for array in ("x_pad", "dx_pad"):
            _, grid = large(stage, array)
            rows, columns = zip(*(c.index[1:3] for c in frame.step.cells if c.array == array), strict=True)
            corner, size = stage.mapFromScene(grid.pos()), grid.cell
            top, left = corner.y() + min(rows) * size, corner.x() + min(columns) * size
            bottom, right = corner.y() + (max(rows) + 1) * size, corner.x() + (max(columns) + 1) * size
            middle = (left + right) // 2, (top + bottom) // 2
            for x, y in ((middle[0], top), (middle[0], bottom), (left, middle[1]), (right, middle[1])):
                around = picture[y - 3 : y + 3, x - 3 : x + 3].reshape(-1, 3)
                assert (np.abs(around.astype(int) - accent) < 40).all(1).any(), (array, x, y)


@every
@rules
@pytest.mark.some(6)
def test_a_mask_is_blank_until_a_window_has_passed_and_never_counts(stage, window, ties):
    for frame in [*frames(window, "ties", ties, ChapterKind.MAX_POOL)][::4]:
        stage.set_frame(frame)
        _, grid = large(stage, "mask")
        passed = {
            cell.index[1:3]
            for n in range(frame.position.step + 1)
            for cell in frame.chapter.trace[n].updates[0].aside
            if cell.index[-1] == frame.focus
        }
        for cell in np.ndindex(grid.rows, grid.columns):
            reached = cell in passed or grid.unread[cell]
            assert (grid.progress[cell] != UNTOUCHED) == reached
            assert 0 <= grid.values[cell] <= 1
        assert grid.look.kind == "mask"


@every
@images
@rules
@pytest.mark.some(3)
def test_at_the_end_of_the_way_back_nothing_is_blank(stage, window, image, ties):
    *_, last = frames(window, image, ties, ChapterKind.MAX_POOL_BACK)
    stage.set_frame(last)
    _, grid = large(stage, "dx_pad")
    assert (grid.progress == FINISHED).all()
    hatched = palette("light").cells["hatch"].getRgb()[:3]
    corner, size = stage.mapFromScene(grid.pos()), grid.cell
    picture = (pixels_of(stage.grab().toImage()) == hatched).all(2)[corner.y() :, corner.x() :]
    for row, column in np.ndindex(grid.rows, grid.columns):
        inner = picture[row * size : (row + 1) * size - 1, column * size : (column + 1) * size - 1]
        assert (inner.sum() > size) == grid.unread[row, column]


def test_overlapping_windows_leave_some_cells_half_done(stage):
    frame = next(frames("overlapping", "ties", "first", ChapterKind.MAX_POOL_BACK))
    stage.set_frame(frame)
    _, grid = large(stage, "dx_pad")
    assert grid.progress[:3, :3].tolist() == [[FINISHED] * 2 + [PARTIAL]] * 2 + [[PARTIAL] * 3]


def test_while_a_maximum_is_looked_for_nobody_has_won(stage):
    (frame, *_) = frames("side by side", "ties", "first", ChapterKind.MAX_POOL)
    stage.set_frame(Frame(frame.timeline, Position(frame.position.chapter, 0, 2)))
    _, grid = large(stage, "x_pad")
    assert (grid.standing == PLAIN).all()
    stage.set_frame(frame)
    _, grid = large(stage, "x_pad")
    assert (grid.standing != PLAIN).sum() == 4
