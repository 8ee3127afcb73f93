"""What the lens is linked with: the grids that its numbers are from, where a connector goes over nothing else."""

from collections.abc import Mapping, Sequence

from cnnviz.canvas.lens.slots import Part
from cnnviz.canvas.lens.view import LensPlaces
from cnnviz.canvas.marks.marked import Link
from cnnviz.canvas.marks.routes import Ends, route_between
from cnnviz.canvas.plans.stage_plan import Plane
from cnnviz.qt import QPainterPath, QRectF

_TURNING, _CLOSE = 30, 18  # pixels that a connector needs to turn in, into the lens and out of it


def lens_links(
    planes: Sequence[Plane],
    places: LensPlaces,
    frames: dict[str, QRectF],
    grids: Mapping[str, QRectF],
    lens: QRectF,
    words: Sequence[QRectF] = (),
    others_take: Sequence[QPainterPath] = (),
) -> list[Link]:
    """Frame what is read and written in the lens, and return the connectors to the grids beside it.

    They go over none of the `grids`, no number of the lens, no `words`, and nothing that `others_take`; where two
    have no room beside each other the first working's is there, wherever in the lens it stands.
    """
    links: list[Link] = []
    taken = [*others_take]
    everything = {**grids, **places.rects}
    for key, (slot, tiles) in sorted(places.linked.items(), key=lambda item: item[1][0].working):
        cell = next((cell for tile in tiles for cell in tile.cells), None)
        shown = (p for p in planes if cell is not None and p.array == cell.array and p.shows(cell))
        plane = next(shown, None)
        if plane is None or plane.key not in frames:
            continue
        frames[key] = places.rects[key]
        written = slot.part in (Part.RESULT, Part.AFTER)
        first, last = (key, plane.key) if written else (plane.key, key)
        if any(first in link.sources for link in links):  # one connector from a list tells enough
            continue
        ends = Ends(frames[first], frames[last], everything[first], everything[last])
        if ends.right < ends.left:
            continue
        others = [rect for name, rect in everything.items() if name not in (first, last)]
        before = (r.right() for r in (*others, ends.source, lens) if r.right() < ends.target.left())
        least = _TURNING if lens.contains(ends.target) else _CLOSE
        found = route_between(ends, max(before), least, [*others, *words], taken)
        if found is not None:
            links.append(Link((first,), last, found[0]))
            taken.append(found[1])
    return links
