"""What is marked of a step: the cells that it reads and writes, on the grids and in the lens, and what joins them."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from cnnviz.canvas.lens.slots import Part
from cnnviz.canvas.lens.view import LensPlaces, LensView
from cnnviz.canvas.marks.marked import Link, Marked
from cnnviz.canvas.marks.room import Box, Room, Taken, box_of
from cnnviz.canvas.marks.routes import LINE, Ends, Line, Ribbon, ends_of, route_between
from cnnviz.canvas.plans.stage_plan import LENS, Plane, by_array, step_by_array
from cnnviz.canvas.staging.placed_grids import PlacedGrids
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QRectF
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell

_WRITTEN = Part.RESULT, Part.AFTER
_TURNING, _CLOSE = 30, 18  # pixels that a connector needs to turn in, into the lens and else
_LANE = 8  # pixels that another one needs beside it

Route: TypeAlias = Ribbon | Line


class Around(NamedTuple):
    """What a connector stays in that goes a long way round, the lens, and its lines, over which it does not go."""

    area: Box
    lens: Box
    lines: Sequence[Box]


class Left(NamedTuple):
    """A connector that has found no way between: whose working's, from where to where, and what it must not go over."""

    written: bool
    working: int
    first: str
    last: str
    ends: Ends
    others: Sequence[Box]


def step_marks(
    frame: Frame,
    placed: PlacedGrids,
    lens: LensView | None,
    plots: Mapping[str, QRectF],
    words: Sequence[QRectF],
    area: QRectF,
) -> Marked:
    """Return what the step in hand reads and writes, as frames, cells and connectors.

    Parameters
    ----------
    frame, placed, lens : the step, and where it is shown
    plots : where something stands that is no grid, by key
    words : where text stands, over which no connector goes
    area : the stage
    """
    step = frame.step
    told = (
        by_array(step.cells - step.writes) if frame.waits else step_by_array(step)
    )  # what is asked is not told
    frames, cells = placed.framed(told)
    term = term_in_hand(frame)
    cells += placed.rects(term)
    if lens is None:
        return Marked(frames, cells, [Link(*link) for link in placed.plan.links])
    cells += [rect for cell in term for rect in lens.rects_of(cell)] + lens.rects_of_product(term)
    places = lens.places()
    ways = _plot_links(frame, placed, frames, plots, [lens.rect, *words]) if plots else []
    taken, grids = Taken(room for _, room in ways), {**placed.bounds, **plots}
    links = [link for link, _ in ways]
    moving = [plane for plane in placed.plan.large if not plane.still]
    around = None  # grids that are worked out need no more
    if not placed.plan.signs:
        around = Around(box_of(area), box_of(lens.rect), [box_of(line) for line in lens.lines])
    links += lens_links(moving, places, frames, grids, lens.rect, words, taken, around)
    if not frame.waits:
        frames |= _written_in_the_lens(placed.plan.large, places)
    return Marked(frames, cells, links, {**places.rects, LENS.key: lens.rect}, plots)


def _plot_links(
    frame: Frame,
    placed: PlacedGrids,
    frames: Mapping[str, QRectF],
    plots: Mapping[str, QRectF],
    others: Sequence[QRectF],
) -> list[tuple[Link, Room]]:
    """Return connectors from cells that decide about the step without being factors, to its plots, with their ways."""
    from cnnviz.canvas.marks.detours import route_over  # few chapters have plots

    bounds, aside = placed.bounds, {cell for update in frame.step.updates for cell in update.aside}
    sources = [
        plane for plane in placed.plan.large if any(plane.shows(c) for c in aside if c.array == plane.array)
    ]
    found: list[tuple[Link, Room]] = []
    for plane in sources:
        for key, plot in plots.items():
            ends = ends_of(frames[plane.key], plot, bounds[plane.key], plot)
            between = [
                rect for name, rect in (*bounds.items(), *plots.items()) if name not in (plane.key, key)
            ]
            over = [box_of(rect) for rect in (*between, *others)]
            way = None
            if ends.right > ends.left:
                way = route_between(ends, ends.source.right, _CLOSE, over, Taken()) or route_over(ends, over)
            if way is not None:
                found.append((Link((plane.key,), key, way[0]), way[1]))
    return found


def _written_in_the_lens(planes: Sequence[Plane], places: LensPlaces) -> dict[str, QRectF]:
    """Return frames around what is written where the lens alone shows it."""
    shown = {plane.array for plane in planes}
    return {
        key: places.rects[key]
        for key, (slot, tiles) in places.linked.items()
        if slot.part in _WRITTEN and tiles and all(c.array not in shown for tile in tiles for c in tile.cells)
    }


def term_in_hand(frame: Frame) -> Sequence[Cell]:
    """Return the cells that the term in hand multiplies, where one goes term by term."""
    if frame.position.term is None:
        return ()
    return [factor for factor in frame.done.updates[-1].terms[-1] if isinstance(factor, Cell)]


def lens_links(
    planes: Sequence[Plane],
    places: LensPlaces,
    frames: dict[str, QRectF],
    grids: Mapping[str, QRectF],
    lens: QRectF,
    words: Sequence[QRectF] = (),
    taken: Taken | None = None,
    around: Around | None = None,
) -> list[Link]:
    """Frame what is read and written in the lens, and return the connectors to the grids beside it.

    They go over none of the `grids`, no number of the lens, no `words`, and nothing that is `taken`; what stands
    between they go `around` where they can. Those from cells that decide and are no factors, as a mask's, come last and
    always do. Where two have no room beside each other the first working's is there, wherever in the lens it stands.
    Where even that one has none no other leads to what is written: it would seem to lead there.
    """
    links: list[Link] = []
    taken = taken or Taken()
    cut_off: set[int] = set()  # workings of which what is written has no connector
    left: list[Left] = []
    beside: list[Left] = []  # to what is decided by cells that are no factors
    everything = {key: box_of(rect) for key, rect in (*grids.items(), *places.rects.items())}
    inside, told = box_of(lens), [box_of(rect) for rect in words]
    deciding = any(tile.aside and not tile.cells for _, tiles in places.linked.values() for tile in tiles[:1])
    for key, (slot, tiles) in sorted(places.linked.items(), key=lambda item: item[1][0].working):
        cell = next((cell for tile in tiles for cell in tile.cells or tile.aside), None)
        shown = (p for p in planes if cell is not None and p.array == cell.array and p.shows(cell))
        plane = next(shown, None)
        if plane is None or plane.key not in frames:
            continue
        frames[key] = places.rects[key]
        written, aside = slot.part in _WRITTEN, deciding and not any(tile.cells for tile in tiles)
        first, last = (key, plane.key) if written else (plane.key, key)
        if any(first in link.sources for link in links):  # one connector from a list tells enough
            continue
        ends = Ends(box_of(frames[first]), box_of(frames[last]), everything[first], everything[last])
        if ends.right < ends.left:
            continue
        others = [box for name, box in everything.items() if name not in (first, last)]
        found = None
        if not (aside or (written and cut_off - {slot.working})):
            target = ends.target
            before = [box.right for box in (*others, ends.source, inside) if box.right < target.left]
            least = _TURNING if inside.contains(target) else _CLOSE
            found = route_between(ends, max(before), least, others, taken, told)
            if found is not None and deciding and not written:
                found = _further(found, ends, [*others, *told], taken)
        if found is not None:
            links.append(Link((first,), last, found[0]))
            taken.add(found[1])
            continue
        (beside if aside else left).append(Left(written, slot.working, first, last, ends, others))
        if written:
            cut_off.add(slot.working)
    if (left or beside) and around is not None:
        links += _round([*left, *beside], links, [*told, *around.lines], taken, around)
    return links


def _further(way: tuple[Route, Room], ends: Ends, others: Sequence[Box], taken: Taken) -> tuple[Route, Room]:
    """Return a line that turns further on where it can: what goes round everything has room before its turn then."""
    route, _ = way
    if not isinstance(route, Line) or route.turn + _LANE > ends.right - LINE:
        return way
    later = route._replace(turn=route.turn + _LANE)
    room = later.room(ends)
    return (later, room) if room.is_free([*others, *taken.boxes], taken.slants) else way


def _round(
    left: Sequence[Left],
    links: Sequence[Link],
    words: Sequence[Box],
    taken: Taken,
    around: Around,
) -> list[Link]:
    """Return the connectors that are left, as far as they find a way round everything; a list's first one alone."""
    from cnnviz.canvas.marks.detours import route_round  # in most steps nothing is left

    found: list[Link] = []
    cut_off: set[int] = set()
    for written, working, first, last, ends, others in left:
        if any(first in link.sources for link in (*links, *found)) or (written and cut_off - {working}):
            continue
        way = route_round(ends, around.area, [*others, *words], taken, around.lens)
        if way is None:
            cut_off |= {working} if written else set()
            continue
        found.append(Link((first,), last, way[0]))
        taken.add(way[1])
    return found
