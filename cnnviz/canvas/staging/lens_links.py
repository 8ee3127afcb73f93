"""What the lens is linked with: the grids that its numbers are from, where a connector goes over no other one."""

from collections.abc import Mapping, Sequence

from cnnviz.canvas.lens.slots import Part
from cnnviz.canvas.lens.view import Standing
from cnnviz.canvas.staging.marks import Link
from cnnviz.canvas.staging.stage_plan import Plane
from cnnviz.qt import QRectF

_TURNING, _CLOSE = 30, 18  # pixels that a connector needs to turn in, into the lens and out of it


def lens_links(
    planes: Sequence[Plane],
    standing: Standing,
    frames: dict[str, QRectF],
    grids: Mapping[str, QRectF],
    lens: QRectF,
) -> list[Link]:
    """Frame what is read and written in the lens, and return the connectors to the grids beside it."""
    links: list[Link] = []
    everything = {**grids, **standing.rects}
    for key, (slot, tiles) in standing.linked.items():
        cell = next((cell for tile in tiles for cell in tile.cells), None)
        shown = (p for p in planes if cell is not None and p.array == cell.array and p.shows(cell))
        plane = next(shown, None)
        if plane is None or plane.key not in frames:
            continue
        frames[key] = standing.rects[key]
        written = slot.part in (Part.RESULT, Part.AFTER)
        ends = (key, plane.key) if written else (plane.key, key)
        led = any(ends[0] in link.sources for link in links)  # one connector from a list tells enough
        crossed = any(_cross(ends, (link.sources[0], link.target), everything) for link in links)
        if not led and not crossed and _is_free(ends, frames, everything, lens):
            links.append(Link((ends[0],), ends[1]))
    return links


def _cross(one: tuple[str, str], other: tuple[str, str], grids: Mapping[str, QRectF]) -> bool:
    """Return whether two connectors on the same side of the lens, from the upper grid to the lower one, cross."""
    (a, b), (c, d) = ((grids[key] for key in ends) for ends in (one, other))
    beside = a.left() < d.right() and c.left() < b.right()
    return beside and (a.top() < c.top()) != (b.top() < d.top())


def _is_free(
    ends: tuple[str, str], frames: Mapping[str, QRectF], grids: Mapping[str, QRectF], lens: QRectF
) -> bool:
    """Return whether a connector from one grid to another, at its right, goes past all others.

    It goes straight on to the last grid before the other one, and turns to it behind that.
    """
    (first, last), (source, target) = (frames[key] for key in ends), (grids[key] for key in ends)
    left, right = source.right(), target.left()
    if right < left:
        return False
    others = [rect for key, rect in grids.items() if key not in ends]
    turn = max(rect.right() for rect in (*others, source, lens) if rect.right() < right)
    if right - turn < (_TURNING if lens.contains(target) else _CLOSE):
        return False
    straight = QRectF(left, first.top(), turn - left, first.height())
    turning = QRectF(turn, min(first.top(), last.top()), right - turn, 0)
    turning.setBottom(max(first.bottom(), last.bottom()))
    return not any(other.intersects(straight) or other.intersects(turning) for other in others)
