"""What slides when a chapter ends: the grid that it has made, to where the next chapter reads it."""

from cnnviz.canvas.motion.flight import Flight
from cnnviz.canvas.motion.moving import Moves
from cnnviz.canvas.motion.pictures import picture_of
from cnnviz.canvas.staging.placed_grids import PlacedGrids, Places
from cnnviz.run.frames.frame import Frame
from cnnviz.run.frames.handed_on import handed_on

_FRAME = 5  # pixels that frames of what is read take beyond a grid


def slides(before: Frame, places: Places, frame: Frame, placed: PlacedGrids, ratio: int) -> Moves:
    """Return how the grids of an array that the last chapter has made slide from their places to where it is read."""
    array = handed_on(before.chapter, frame.chapter)
    if array is None:
        return Moves()
    flights = []
    for plane in placed.large(array.read):
        first = places.get((array.made, plane.fixed))
        grid = placed.grids[plane.key]
        seen = first is not None and grid.isVisible()  # not where one is asked how large it is
        picture = None if not seen else picture_of(grid, grid.boundingRect(), ratio)
        if first is not None and picture is not None:
            flights.append(Flight(picture, first, grid.sceneBoundingRect(), merges=False))
    return Moves(
        tuple(flights),
        (),
        tuple(flight.last.adjusted(-_FRAME, -_FRAME, _FRAME, _FRAME) for flight in flights),
    )
