"""Grids never overlap, keep whole pixels, and fit where they can."""

from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cnnviz.canvas.plans.boxes import HEADING, Boxes, PlaneSizes
from cnnviz.canvas.plans.layout import LARGEST_CELL, LEAST_MARGIN, arrange, room_around
from cnnviz.canvas.plans.stage_plan import LENS, Group, Plane, Size, StagePlan

sides = st.integers(1, 40)


def plane(key, size=Size.MAIN):
    return Plane(key, key, (None, None), key, size=size)


@st.composite
def plans(draw):
    """Draw a plan like those of the stage: some groups of grids, a wrapped group of small ones at the side."""
    count = draw(st.integers(1, 4))
    mains = [plane(f"main{k}") for k in range(count)]
    kernels = [plane(f"kernel{k}", Size.KERNEL) for k in range(draw(st.integers(0, count)))]
    smalls = [plane(f"small{k}", Size.SMALL) for k in range(draw(st.integers(0, 15)))]
    directions = draw(st.permutations(["row", "column"]))
    inner = [Group(directions[0], tuple(group), 24) for group in (mains, kernels) if group]
    aside = [Group("wrap", tuple(smalls), 14)] if smalls else []
    arrangements = tuple(
        Group("row", (Group(direction, tuple(inner), 48), *aside)) for direction in directions
    )
    planes = [*mains, *kernels, *smalls]
    shape = draw(st.tuples(sides, sides))
    shapes = {
        one.key: draw(st.tuples(sides, sides)) if one.size is not Size.SMALL else shape for one in planes
    }
    titles = {one.key: draw(st.integers(0, 60)) for one in planes}
    headings = {key: title + draw(st.integers(0, 60)) for key, title in titles.items()}
    return StagePlan(arrangements, ()), PlaneSizes(shapes, titles, headings)


def boxes(facts, layout):
    return {
        key: (
            spot.x,
            spot.y,
            spot.x + facts.shapes[key][1] * spot.cell,
            spot.y + facts.shapes[key][0] * spot.cell,
        )
        for key, spot in layout.spots.items()
    }


rooms = st.tuples(st.integers(320, 2600), st.integers(200, 1500))


@given(plans(), rooms, st.sampled_from([1.0, 1.25, 4.0]))
def test_grids_with_their_headings_never_overlap(made, room, zoom):
    plan, facts = made
    layout = arrange(plan, facts, room, zoom)
    assert layout.spots.keys() == {one.key for one in plan.planes}
    for (_, a), (_, b) in combinations(boxes(facts, layout).items(), 2):
        beside = a[2] <= b[0] or b[2] <= a[0]
        above = a[3] <= b[1] - HEADING or b[3] <= a[1] - HEADING
        assert beside or above


@given(plans(), rooms, st.sampled_from([1.0, 3.0]))
def test_everything_lies_within_the_size_that_is_stated(made, room, zoom):
    plan, facts = made
    layout = arrange(plan, facts, room, zoom)
    for left, top, right, bottom in boxes(facts, layout).values():
        assert left >= LEAST_MARGIN
        assert top >= LEAST_MARGIN + HEADING
        assert right <= max(layout.width, room[0])
        assert bottom <= max(layout.height, room[1])


@given(plans(), rooms)
def test_no_larger_cells_would_have_fitted(made, room):
    plan, facts = made
    layout = arrange(plan, facts, room)
    assume(layout.cell < LARGEST_CELL)
    assume(layout.width <= room[0] and layout.height <= room[1])
    wider = arrange(plan, facts, (room[0] * 2, room[1] * 2))
    assert wider.cell >= layout.cell


@given(plans(), rooms)
def test_cells_of_grids_that_stand_close_are_never_smaller(made, room):
    plan, facts = made
    assert arrange(plan, facts, room, close=True).cell >= arrange(plan, facts, room).cell


@given(plans(), rooms)
def test_zooming_never_makes_cells_smaller(made, room):
    plan, facts = made
    cells = [arrange(plan, facts, room, 1.25**steps).cell for steps in range(8)]
    assert cells == sorted(cells)


@pytest.mark.parametrize(("size", "least"), [(Size.MAIN, 1), (Size.KERNEL, 20)])
def test_a_kernel_stays_readable_beside_a_large_image(size, least):
    big, other = plane("big"), plane("other", size)
    plan = StagePlan((Group("row", (big, other)),), ())
    facts = PlaneSizes({"big": (256, 256), "other": (3, 3)}, {"big": 0, "other": 0}, {"big": 0, "other": 0})
    assert arrange(plan, facts, (1000, 450)).spots["other"].cell >= least


def test_large_kernels_leave_room_for_the_images():
    pairs = [Group("row", (plane(f"image{k}"), plane(f"kernel{k}", Size.KERNEL))) for k in range(3)]
    plan = StagePlan((Group("column", tuple(pairs), 18),), ())
    shapes = {f"image{k}": (26, 26) for k in range(3)} | {f"kernel{k}": (11, 11) for k in range(3)}
    nothing = dict.fromkeys(shapes, 0)
    layout = arrange(plan, PlaneSizes(shapes, nothing, nothing), (1000, 450))
    assert layout.height <= 450
    assert layout.cell >= 3


def test_a_single_cell_is_not_blown_up_without_bounds():
    plan = StagePlan((Group("row", (plane("one"),)),), ())
    facts = PlaneSizes({"one": (1, 1)}, {"one": 30}, {"one": 60})
    layout = arrange(plan, facts, (2000, 1200), 9)
    assert layout.spots["one"].cell == LARGEST_CELL


@pytest.mark.parametrize(("height", "least"), [(330, 36), (285, 30), (270, 26)])
def test_small_grids_have_the_digits_that_there_is_room_for(height, least):
    few = [plane(f"few{k}", Size.TARGET) for k in range(2)]
    main = plane("main")
    plan = StagePlan((Group("row", (main, Group("column", tuple(few), 12))),), ())
    facts = PlaneSizes(
        {"main": (20, 20), "few0": (3, 3), "few1": (3, 3)}, *[dict.fromkeys(("main", "few0", "few1"), 0)] * 2
    )
    layout = arrange(plan, facts, (900, height))
    cell = layout.spots["few0"].cell
    assert cell == least
    assert 2 * (3 * cell + HEADING) + 12 <= height - 2 * LEAST_MARGIN
    assert cell == 36 or 2 * (3 * (cell + 2) + HEADING) + 12 > height - 40


def test_where_digits_need_it_another_arrangement_with_cells_as_large_is_taken():
    few = [plane(f"few{k}", Size.TARGET) for k in range(3)]
    beside, below = (Group("row", (plane("main"), Group(way, tuple(few), 12))) for way in ("row", "column"))
    keys = ("main", "few0", "few1", "few2")
    facts = PlaneSizes({"main": (20, 10), **dict.fromkeys(keys[1:], (3, 3))}, *[dict.fromkeys(keys, 0)] * 2)
    narrow, wide = (arrange(StagePlan((beside, below), ()), facts, (w, 500)) for w in (620, 1200))
    assert wide.spots["few0"].y == wide.spots["few2"].y
    assert narrow.spots["few0"].x == narrow.spots["few2"].x
    assert narrow.spots["few0"].cell >= 26


def test_one_grid_stands_in_the_middle():
    plan = StagePlan((Group("row", (plane("one"),)),), ())
    facts = PlaneSizes({"one": (4, 4)}, {"one": 0}, {"one": 0})
    layout = arrange(plan, facts, (1000, 600))
    spot = layout.spots["one"]
    right = 1000 - (spot.x + 4 * spot.cell)
    assert abs(spot.x - right) <= 1


@given(plans(), rooms, st.tuples(st.integers(0, 900), st.integers(0, 700)), st.booleans())
def test_what_is_measured_once_around_every_lens_is_what_is_laid_out_around_each(made, room, lens, below):
    plan, facts = made
    middle = Group("column", (LENS, plane("beneath")), 12) if below else LENS
    plan = StagePlan(tuple(Group("row", (group, middle), 44) for group in plan.arrangements), ())
    own = {"beneath": 40}
    facts = PlaneSizes({**facts.shapes, "beneath": (5, 2)}, facts.titles | own, facts.headings | own)
    has_room = room_around(plan, facts, room, 1)
    with_lens = PlaneSizes(
        {**facts.shapes, LENS.key: lens[::-1]}, {**facts.titles, LENS.key: 0}, {**facts.headings, LENS.key: 0}
    )
    layout = arrange(plan, with_lens, room)
    assert has_room(*lens) == (layout.width <= room[0] and layout.height <= room[1])


def size_by_adding(measure, box):
    """Return the size of nested groups as one would add it up, with the lens as large as it is."""
    if isinstance(box, Plane) or box.direction == "wrap":
        return measure.size(box)
    widths, heights = zip(*(size_by_adding(measure, child) for child in box.children), strict=True)
    gaps = measure.gap_of(box) * (len(widths) - 1)
    if box.direction == "row":
        return sum(widths) + gaps, max(heights)
    return max(widths), sum(heights) + gaps


@given(plans(), st.lists(st.tuples(sides, sides), min_size=1), st.data())
def test_groups_around_lenses_of_any_size_are_as_large_as_one_would_add_up(made, lenses, data):
    plan, facts = made
    inner, outer = data.draw(st.permutations(["row", "column"]))
    beside = data.draw(st.permutations([LENS, *plan.planes[:2]]))
    group = Group(outer, (Group(inner, tuple(beside), 7), plan.arrangements[0]), 9)
    known = {}
    for rows, columns in lenses:
        own = {LENS.key: 0}
        lensed = facts._replace(
            shapes={**facts.shapes, LENS.key: (10 * rows, 10 * columns)},
            titles=facts.titles | own,
            headings=facts.headings | own,
            known=known,
        )
        measure = Boxes(lensed, data.draw(st.integers(1, 60)), 400)
        assert measure.size(group) == size_by_adding(measure, group)
