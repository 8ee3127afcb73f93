"""A chapter of a page: its arrays, and each of its steps as what has changed, what is said and what is worked out."""

from collections.abc import Iterable
from math import prod
from typing import Any

from cnnviz.canvas.grids.cells import FINISHED, PARTIAL, UNTOUCHED
from cnnviz.canvas.plans.graph import Graph, Place, Point, graph_of, point_of
from cnnviz.canvas.plans.stage_plans import stage_plan
from cnnviz.canvas.staging.lettering.entries import growing
from cnnviz.canvas.staging.scale import named_scale
from cnnviz.explain.naming import cell_text
from cnnviz.explain.words import headline
from cnnviz.export.pages.arrays import Arrays
from cnnviz.export.pages.lenses import Lenses
from cnnviz.export.pages.numbering import Numbering, runs_of
from cnnviz.export.pages.selection import Selected
from cnnviz.export.pages.stage import Stages
from cnnviz.export.pages.tables import Tables
from cnnviz.export.pages.words import Said
from cnnviz.progress import report
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame
from cnnviz.run.looked_through import largest
from cnnviz.run.timeline import Position, Timeline

_KEYFRAMES = 24  # steps from one to the next at least
_RELATED = 8_000  # cells; of more it is not told which belong together


class Pages:
    """Writes the chapters of a run down, for one page.

    Parameters
    ----------
    run, decimals : as a frame has them
    steps : how many there are in all, for whoever watches
    linked : whether it is told for every cell what it touches
    """

    def __init__(
        self, run: Timeline, decimals: int, tables: Tables, steps: int, *, linked: bool = True
    ) -> None:
        self._run, self._decimals, self._tables, self._linked = run, decimals, tables, linked
        self._steps, self._done = steps, 0

    def chapter(self, one: Selected) -> dict[str, Any]:
        """Return a chapter as data."""
        first = self._frame(one, 0)
        arrays = Arrays(first, self._tables)
        lenses, said = Lenses(arrays, self._tables), Said(arrays, self._tables)
        grids = Stages(first, arrays, self._tables)
        stages: dict[int, int] = {}
        graph = graph_of(first) if _has_plot(one.chapter, first.focus) else None
        steps, before, keyframes = [], None, []
        apart = max(_KEYFRAMES, (arrays.numbering.count - arrays.numbering.made) // 8)
        for number in range(len(one.steps)):
            frame = self._frame(one, number)
            focus = stages.setdefault(frame.focus, len(stages))
            if number % apart == 0:
                keyframes.append(_state(arrays, frame, before))
            steps.append(
                [
                    one.steps[number] + 1,
                    focus,
                    arrays.changed(before, frame),
                    runs_of(map(arrays.numbering.of, frame.step.cells)),
                    runs_of(map(arrays.numbering.of, frame.step.writes)),
                    arrays.compared(frame),
                    lenses.step(frame),
                    said.step(frame),
                    *([] if graph is None else [self._point(point_of(graph, frame))]),
                ]
            )
            before = frame
            self._done += 1
            report(self._done / self._steps)
        return {
            **self._about(one.chapter, first),
            "names": self._names(one.chapter, arrays.numbering),
            "starts": [arrays.numbering.starts[name] for name in arrays.numbering.names],
            "made": arrays.numbering.made,
            "given": arrays.whole({}, {}, _given(arrays.numbering)),
            "related": _related(one.chapter, arrays.numbering) if self._linked else [],
            "legend": self._legend(first, arrays),
            "graph": [] if graph is None else self._graph(graph),
            "stages": [grids.of(focus) for focus in stages],
            "forms": lenses.forms,
            "blocks": lenses.blocks,
            "apart": apart,
            "keyframes": keyframes,
            "steps": steps,
        }

    def _frame(self, one: Selected, number: int) -> Frame:
        return Frame(self._run, Position(one.number, one.steps[number]), self._decimals)

    def _about(self, chapter: Chapter, frame: Frame) -> dict[str, Any]:
        """Return what is said about a chapter as a whole."""
        title, subtitle = headline(chapter)
        scale = named_scale(frame)
        return {
            "key": chapter.key,
            "name": chapter.name,
            "title": title,
            "subtitle": subtitle,
            "phase": chapter.phase.value,
            "operation": chapter.operation,
            "count": len(chapter.trace),
            "row": prod(chapter.trace.shape[1:]),
            "scale": [scale.name, scale.scale.kind, *scale.ends],
        }

    def _names(self, chapter: Chapter, numbering: Numbering) -> list[int]:
        """Return what each cell is called."""
        return [
            self._tables.string(cell_text(numbering.cell(name, place), chapter))
            for name in numbering.names
            for place in range(numbering.own(name, chapter.arrays).size)
        ]

    def _graph(self, graph: Graph) -> list[Any]:
        """Return a graph: its curve, its axes, and their ticks with their numbers."""
        ticks = [
            [_flat(tick.line), self._tables.string(tick.text), *tick.at, tick.anchor] for tick in graph.ticks
        ]
        return [_flat(graph.curve), [_flat(axis) for axis in graph.axes], ticks]

    def _point(self, point: Point) -> list[Any]:
        """Return where a step is on a graph: the words, the point and the lines."""
        places = [] if point.place is None else [_flat([point.place]), *(_flat(line) for line in point.lines)]
        return [self._tables.string(point.words), *places]

    def _legend(self, frame: Frame, arrays: Arrays) -> list[int]:
        """Return how cells are drawn that are finished, that more comes to, and that are not reached yet."""
        name = growing(frame)
        if name is None:
            return []
        most = largest(arrays.finished(name))
        return [arrays.alone(name, [most], progress=far)[0] for far in (FINISHED, PARTIAL, UNTOUCHED)]


def _has_plot(chapter: Chapter, focus: int) -> bool:
    return bool(stage_plan(chapter, focus, lens=True).plots)


def _flat(places: Iterable[Place]) -> list[float]:
    return [round(at, 1) for place in places for at in place]


def _given(numbering: Numbering) -> list[str]:
    return [name for name in numbering.names if numbering.starts[name] < numbering.made]


def _state(arrays: Arrays, frame: Frame, before: Frame | None) -> list[int]:
    """Return all that the steps write as it was before a step, as runs: how a cell is drawn, and how often."""
    values = frame.before if before is None else before.arrays
    flags = frame.chapter.trace.progress(frame.position.step) if before is None else before.progress
    names = [
        name for name in arrays.numbering.names if arrays.numbering.starts[name] >= arrays.numbering.made
    ]
    found: list[int] = []
    for glyph in arrays.whole(values, flags, names):
        if found and found[-2] == glyph:
            found[-1] += 1
        else:
            found += [glyph, 1]
    return found


def _related(chapter: Chapter, numbering: Numbering) -> list[list[int]]:
    """Return for each cell all that it touches over the whole chapter, as runs."""
    if numbering.count > _RELATED:
        return []
    found = []
    for name in numbering.names:
        for place in range(numbering.own(name, chapter.arrays).size):
            touched = chapter.trace.related(numbering.cell(name, place))
            numbers = [
                numbering.numbers(other, cells).tolist() for other, cells in touched.items() if len(cells)
            ]
            found.append(runs_of(number for own in numbers for number in own))
    return found
