"""What a connector takes is the same room as that of the path that Qt paints."""

from hypothesis import given
from hypothesis import strategies as st

from cnnviz.canvas.marks.room import Box, Room, Slant, Taken, box_of
from cnnviz.qt import QPainterPath, QPointF, QPolygonF, QRectF

whole = st.integers(0, 40).map(float)
wide = st.integers(1, 30).map(float)
off = st.sampled_from([0.25, 0.375, 0.625])  # nothing only touches anything


@st.composite
def rooms(draw):
    """Return room with its path: of a ribbon, or of a line of some boxes."""
    if draw(st.booleans()):
        x, turn, end = draw(whole), draw(wide), draw(wide)
        (top, high), (upper, high_there) = (draw(st.tuples(whole, wide)) for _ in range(2))
        tops, bottoms = (top, upper), (top + high, upper + high_there)
        room = Room([Box(x, top, x + turn, bottoms[0])], Slant(x + turn, x + turn + end, tops, bottoms))
        corners = [
            (x, top),
            (x, bottoms[0]),
            (x + turn, bottoms[0]),
            (x + turn + end, bottoms[1]),
            (x + turn + end, upper),
            (x + turn, top),
        ]
        return room, closed(corners)
    room = Room([draw(boxes()) for _ in range(draw(st.integers(1, 4)))])
    path = QPainterPath()
    for box in room.boxes:
        path = path.united(closed(edges(box)))
    return room, path


@st.composite
def boxes(draw):
    x, y = draw(whole) + draw(off), draw(whole) + draw(off)
    return Box(x, y, x + draw(wide), y + draw(wide))


def edges(box):
    return [
        (box.left, box.top),
        (box.left, box.bottom),
        (box.right, box.bottom),
        (box.right, box.top),
    ]


def closed(corners):
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    path.closeSubpath()
    return path


def shares(path, other):
    """Return whether two paths have more in common than an edge."""
    rect = path.intersected(other).boundingRect()
    return rect.width() > 1e-3 and rect.height() > 1e-3


@given(rooms(), boxes())
def test_room_is_free_where_the_path_covers_nothing_of_it(made, box):
    room, path = made
    assert room.is_free([box]) is not shares(path, closed(edges(box)))


@given(rooms(), rooms())
def test_two_rooms_are_free_of_each_other_where_the_paths_are(one, other):
    (room, path), (taken, way) = one, other
    way.translate(0.13, 0.29)
    boxes = [Box(a + 0.13, b + 0.29, c + 0.13, d + 0.29) for a, b, c, d in taken.boxes]
    there = Taken([Room(boxes, taken.slant and slid(taken.slant))])
    assert room.is_free(there.boxes, there.slants) is not shares(path, way)
    assert there.pieces == ([] if taken.slant else boxes)


def slid(slant):
    (a, b), (c, d) = slant.tops, slant.bottoms
    return Slant(slant.left + 0.13, slant.right + 0.13, (a + 0.29, b + 0.29), (c + 0.29, d + 0.29))


def test_a_rectangle_of_the_stage_is_the_same_in_numbers():
    assert box_of(QRectF(1, 2, 30, 40)) == Box(1, 2, 31, 42)
    assert Box(1, 2, 31, 42).middle == (16, 22)
    assert Box(1, 2, 31, 42).contains(Box(1, 3, 31, 42))
    assert not Box(1, 2, 31, 42).contains(Box(0, 3, 31, 42))


def test_a_ribbon_is_free_of_what_lies_in_its_corner_and_of_another_beside_it():
    ribbon = Room([Box(0, 0, 10, 20)], Slant(10, 50, (0, 40), (20, 60)))
    assert ribbon.is_free([Box(10, 31, 20, 50), Box(40, 0, 50, 29)])
    assert not ribbon.is_free([Box(10, 24, 20, 50)])
    assert not ribbon.is_free([Box(40, 0, 50, 39)])
    beside = Taken([Room([Box(0, 21, 10, 41)], Slant(10, 50, (21, 61), (41, 81)))])
    assert ribbon.is_free(beside.boxes, beside.slants)
    across = Taken([Room([Box(0, 21, 10, 41)], Slant(10, 50, (21, 0), (41, 20)))])
    assert not ribbon.is_free(across.boxes, across.slants)
