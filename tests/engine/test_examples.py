"""The examples with which the dense modules begin are true."""

import doctest
from importlib import import_module

import pytest

DENSE = (
    "im2col.plan",
    "im2col.unfold",
    "im2col.fold",
    "im2col.weights",
    "pooling_windows.taps",
    "pooling_windows.maxima",
)


@pytest.mark.parametrize("name", DENSE)
def test_example(name):
    module = import_module(f"cnnviz.engine.{name}")
    assert ">>>" in module.__doc__
    assert doctest.testmod(module).failed == 0
