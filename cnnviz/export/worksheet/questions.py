"""The questions of a sheet, found in the run: cells to fill in, and gradients of parameters to work out."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import islice

from cnnviz.canvas.plans.stage_plan import Plane
from cnnviz.canvas.plans.stage_plans import stage_plan
from cnnviz.export.worksheet.choosing import blanks, worth_asking
from cnnviz.export.worksheet.given import AS_EVERYWHERE
from cnnviz.frozen import NamedTuple
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position, Timeline
from cnnviz.trace.steps import Cell

_MOST_SOURCES = 12  # grids that a result may be made of
_MOST_CELLS, _MOST_BLANK = 1444, 120  # of the array that is asked for
_MOST_READ = 20_000  # cells that are looked at to see of which it is


class Fill(NamedTuple):
    """Cells of an array are to be filled in.

    Parameters
    ----------
    frame : the end of the chapter
    sources, target : what it is made of, and what it is
    cells : that are blank
    example : one that is not, to show how it goes; None where all are
    given : how many decimals the numbers of `sources` have
    """

    frame: Frame
    sources: tuple[Plane, ...]
    target: Plane
    cells: tuple[Cell, ...]
    example: Cell | None
    given: int = AS_EVERYWHERE


class Single(NamedTuple):
    """Single numbers are to be worked out.

    Parameters
    ----------
    sources : what they are made of, as far as that was not drawn before
    wanted : the frame that makes each, the plane that it is in, and its cell
    above : what was drawn before, by what it is called
    given : how many decimals the numbers of `sources` have
    """

    sources: tuple[tuple[Frame, Plane], ...]
    wanted: tuple[tuple[Frame, Plane, Cell], ...]
    above: tuple[str, ...]
    given: int = AS_EVERYWHERE


def fill(
    run: Timeline, chapter: int, hidden: Sequence[Cell], every: int | None, chosen: random.Random
) -> Fill:
    """Return the question about a chapter's result."""
    frame = _end(run, chapter)
    target = frame.step.updates[-1].target
    planes = stage_plan(frame.chapter, frame.focus).large
    label = frame.chapter.label(target.array)
    shown = next((plane for plane in planes if plane.array == target.array and plane.shows(target)), None)
    if shown is None:
        raise ValueError(f"{label} has no grid that could be filled in: choose another chapter")
    rows, columns = shown.of(frame.chapter.arrays[target.array]).shape
    if rows * columns > _MOST_CELLS:
        raise ValueError(
            f"{label} has {rows}×{columns} cells, for which a sheet has no room: choose a smaller image"
        )
    cells = blanks(shown, frame.chapter, hidden, every, chosen)
    if len(cells) > _MOST_BLANK:
        raise ValueError(
            f"{len(cells)} cells of {label} would be blank: at most {_MOST_BLANK} may be; leave fewer of them blank"
        )
    rest = [cell for cell in worth_asking(shown, frame.chapter) if cell not in cells]
    example = rest[len(rest) // 2] if rest else None
    kept = _sources(frame, planes, [*cells, *([example] if example is not None else [])])
    if len(kept) > _MOST_SOURCES:
        raise ValueError(
            f"{label} is made of {len(kept)} grids, and a sheet has room for {_MOST_SOURCES}: choose another chapter"
        )
    return Fill(frame, tuple(kept), shown, tuple(cells), example)


def gradients(run: Timeline, asked: Fill, blank: str, chosen: random.Random) -> Single | None:
    """Return the question about one number of a weight's gradient and one of a bias's, where the run has them.

    What is made of an array that is called `blank` is not asked: it would have to be shown.
    """
    layer = asked.frame.chapter.layer
    wanted: list[tuple[Frame, Plane, Cell]] = []
    sources: list[tuple[Frame, Plane]] = []
    known = [p.gradient for p in run.parameters if p.gradient.chapter is not None]
    own = [array for array in known if run.chapters[array.chapter or 0].layer == layer]
    drawn = {(asked.frame.chapter.label(plane.array), plane.subtitle) for plane in asked.sources}
    above: dict[str, None] = {}
    for array in (own or known)[:2]:
        assert array.chapter is not None
        frame = _end(run, array.chapter)
        written = array.name
        if written == asked.target.array and frame.chapter is asked.frame.chapter:
            continue
        large = stage_plan(frame.chapter, frame.focus).large
        plane = next((p for p in large if p.array == written), None)
        if plane is None:
            continue
        cell = chosen.choice(worth_asking(plane, frame.chapter))
        read = _sources(frame, large, [cell])
        if blank in {frame.chapter.label(one.array) for one in (plane, *read)}:
            continue
        wanted.append((frame, plane, cell))
        for source in read:
            label = frame.chapter.label(source.array)
            if (label, source.subtitle) in drawn:
                above[label] = None
            elif (label, source.subtitle) not in {(f.chapter.label(p.array), p.subtitle) for f, p in sources}:
                sources.append((frame, source))
    return Single(tuple(sources), tuple(wanted), tuple(above)) if wanted else None


def _end(run: Timeline, chapter: int) -> Frame:
    return Frame(run, Position(chapter, len(run.chapters[chapter].trace) - 1))


def _sources(frame: Frame, planes: Sequence[Plane], cells: Sequence[Cell]) -> list[Plane]:
    """Return the planes in which anything lies that some cells are made of."""
    trace = frame.chapter.trace
    read = {
        factor
        for cell in cells
        for _, term in islice(trace.terms_of(cell), _MOST_READ)
        for factor in term
        if isinstance(factor, Cell)
    }
    arrays = {cell.array for cell in cells}
    return [
        plane
        for plane in planes
        if plane.array not in arrays and any(cell.array == plane.array and plane.shows(cell) for cell in read)
    ]
