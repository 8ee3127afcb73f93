"""The worked examples with which the dense modules open."""

import doctest

import pytest

import cnnviz.trace.convolution.windows
import cnnviz.trace.loop_nest
import cnnviz.trace.pooling.windows
import cnnviz.trace.pooling.winners
import cnnviz.trace.tables

DENSE = [
    cnnviz.trace.tables,
    cnnviz.trace.loop_nest,
    cnnviz.trace.convolution.windows,
    cnnviz.trace.pooling.windows,
    cnnviz.trace.pooling.winners,
]


@pytest.mark.parametrize("module", DENSE, ids=lambda module: module.__name__)
def test_what_a_dense_module_opens_with_is_true(module):
    (example,) = (found for found in doctest.DocTestFinder().find(module) if found.name == module.__name__)
    assert example.examples
    assert doctest.DocTestRunner().run(example).failed == 0
