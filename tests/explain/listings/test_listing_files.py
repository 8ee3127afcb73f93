"""The listings are programs: they run, and they make what the engine makes, with every setting."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from run_catalogue import experiments as catalogue
from run_catalogue import pooled_with_nan, runs
from run_draws import experiments, few, run_options
from run_listings import is_told_by_numbers, module_of, own, results

from cnnviz.explain.listings.files import program, program_name
from cnnviz.explain.listings.listing import line_of
from cnnviz.explain.listings.ways import WAYS
from cnnviz.resource import resource
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of

NAMES = sorted(path.stem for path in resource("listings").glob("*.py"))


def check_all(run, experiment):
    for chapter in filter(is_told_by_numbers, run.chapters):
        shown = program(program_name(chapter))
        with np.errstate(all="ignore"):
            found = results(chapter, experiment, shown)
        for array, numbers in found.items():
            right = own(chapter, array)
            said = f"{shown.name}: {array}"
            np.testing.assert_allclose(np.reshape(numbers, right.shape), right, 1e-11, 1e-11, err_msg=said)


@pytest.mark.some(16)
@pytest.mark.parametrize(("name", "run"), runs())
def test_every_listing_makes_what_the_engine_makes(name, run):
    check_all(run, catalogue()[name.partition(",")[0]])


@pytest.mark.parametrize(("name", "experiment"), pooled_with_nan())
def test_every_listing_of_a_pooling_has_nan_go_where_the_engine_has_it(name, experiment):
    check_all(run_of(experiment), experiment)


@few
@given(st.data())
def test_with_every_setting(data):
    experiment = data.draw(experiments())
    check_all(run_of(experiment, data.draw(run_options())), experiment)


def test_every_kind_of_chapter_has_its_listing():
    assert {kind for kind in ChapterKind if any(name.startswith(kind.value) for name in NAMES)} == {
        *ChapterKind
    }
    assert set(NAMES) == WAYS.keys()


@pytest.mark.parametrize("name", NAMES)
def test_a_listing_is_a_file_that_says_what_it_does(name):
    shown = program(name)
    module = module_of(name)
    assert callable(getattr(module, shown.function))
    assert module.__doc__ == shown.title
    assert shown.title.endswith(".")


@pytest.mark.some(15)
@pytest.mark.parametrize("name", NAMES)
def test_the_lines_that_are_marked_are_there_once(name):
    way, shown = WAYS[name], program(name)
    for begins in (way.line, way.term):
        if isinstance(begins, str) and begins:
            assert line_of(shown, begins) > 0
