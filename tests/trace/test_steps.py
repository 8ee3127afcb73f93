"""What a step means, checked number by number, and the parts that every trace shares."""

import math

import numpy as np
import pytest

from cnnviz.engine import activation
from cnnviz.trace.convolution.forward import ConvForward
from cnnviz.trace.convolution.input_gradient import ConvScatter
from cnnviz.trace.convolution.weight_gradient import ConvWeightAccumulate
from cnnviz.trace.convolution.windows import ConvSettings
from cnnviz.trace.loops import prefix
from cnnviz.trace.steps import FUNCTIONS, Cell, Combine, Const, Step, Update, added, apply

A, B, Y = Cell("a", (0,)), Cell("a", (1,)), Cell("y", (0,))


def carried_out(*updates, a=(2.0, 3.0), y=10.0):
    arrays = {"a": np.array(a), "y": np.array([y])}
    apply(Step(updates), arrays)
    return arrays["y"][0]


def test_sum_of_products():
    assert carried_out(Update(Y, ((A, B), (Const(4.0, "4"),)))) == 10
    assert carried_out(Update(Y, ((A, B), (B,)), accumulate=True)) == 19
    assert carried_out(Update(Y, ())) == 0
    assert carried_out(Update(Y, (), accumulate=True)) == 10


def test_sums_come_as_they_do_in_the_order_of_their_numbers_in_every_python():
    assert added([1e16, 1.0, -1e16]) == 0.0
    assert added(iter([0.1, 0.2, -0.3])) == 0.1 + 0.2 - 0.3 != 0


def test_updates_go_one_after_another():
    step = Update(A, ((B, B),)), Update(Y, ((A,),))
    assert carried_out(*step) == 9


@pytest.mark.parametrize(
    ("a", "largest"), [((2, 3), 3), ((3, 2), 3), ((math.nan, 2), math.nan), ((2, math.nan), math.nan)]
)
def test_maximum(a, largest):
    np.testing.assert_equal(carried_out(Update(Y, ((A,), (B,)), Combine.MAX), a=a), largest)


def test_function_of_a_sum():
    update = Update(Y, ((A,), (Const(-1.0, "−1"), B)), function="relu")
    assert carried_out(update) == 0
    assert carried_out(update, a=(3.0, 1.0)) == 2


def test_infinities_and_nan_go_through():
    assert carried_out(Update(Y, ((A,), (B,))), a=(math.inf, 1.0)) == math.inf
    assert math.isnan(carried_out(Update(Y, ((A, B),)), a=(math.inf, 0.0)))
    assert math.isnan(carried_out(Update(Y, ((A,), (B,))), a=(math.inf, -math.inf)))


@pytest.mark.parametrize("name", ["relu", "leaky_relu", "sigmoid", "tanh", "identity"])
def test_functions_agree_with_the_engine(name):
    z = np.array([-800.0, -2.0, -0.0, 0.0, 1e-9, 3.0, 800.0, math.inf, -math.inf, math.nan])
    np.testing.assert_allclose([FUNCTIONS[name](v) for v in z.tolist()], activation(name, z), 1e-14)


@pytest.mark.parametrize(
    ("name", "z", "value"),
    [
        ("exp", 1.0, math.e),
        ("exp", 1000.0, math.inf),
        ("exp", -math.inf, 0.0),
        ("log", math.e, 1.0),
        ("log", 0.0, -math.inf),
        ("log", -1.0, math.nan),
        ("log", math.nan, math.nan),
        ("reciprocal", 4.0, 0.25),
        ("reciprocal", 0.0, math.inf),
        ("reciprocal", -0.0, -math.inf),
    ],
)
def test_functions_of_the_loss(name, z, value):
    np.testing.assert_equal(FUNCTIONS[name](z), value)


def test_what_a_step_reads_and_writes():
    step = Step((Update(Y, ((A, B), (Const(1.0, "1"),))), Update(B, ((A,),))))
    assert step.reads == {A, B}
    assert step.writes == {Y, B}
    assert step.operations == 3
    assert Step(()).reads == Step(()).writes == frozenset()


def test_first_terms():
    whole = Update(Y, ((A, B), (B,)), function="relu", accumulate=True)
    then = Update(A, ((B,),))
    step = Step((whole, then))
    assert step.first(0) == Step(())
    assert step.first(1) == Step((Update(Y, ((A, B),), accumulate=True),))
    assert step.first(2) == Step((whole,))
    assert step.first(3) == step.first(9) == step
    assert Step((Update(Y, ()),)).first(0) == Step((Update(Y, ()),))


def test_first_terms_of_a_window_are_its_partial_sums():
    random = np.random.default_rng(0)
    x_pad, weight = random.normal(size=(1, 3, 3, 1)), random.normal(size=(2, 2, 1, 1))
    step = ConvForward(x_pad, weight, np.array([5.0]))[3]
    products = x_pad[0, 1:, 1:, 0].ravel() * weight.ravel()
    for count, total in enumerate(np.cumsum([*products, 5.0]), 1):
        arrays = {"x_pad": x_pad, "weight": weight, "bias": np.array([5.0]), "y": np.zeros((1, 2, 2, 1))}
        apply(step.first(count), arrays)
        assert arrays["y"][0, 1, 1, 0] == pytest.approx(total, rel=1e-14)


def test_steps_by_number():
    trace = ConvForward(np.ones((1, 3, 3, 1)), np.ones((2, 2, 1, 1)))
    assert trace[-1] == trace[3] == trace[np.int64(3)]
    assert trace[1:3] == [trace[1], trace[2]]
    assert trace[::-2] == [trace[3], trace[1]]
    assert list(trace) == trace[:]
    for n in (4, -5):
        with pytest.raises(IndexError, match=f"step {n} of a pass with 4 steps"):
            trace[n]
    for n in (5, -1):
        with pytest.raises(IndexError, match=f"state {n} of a pass with 4 steps"):
            trace.state(n)


def test_nothing_given_is_ever_changed():
    dy, weight = np.ones((1, 2, 2, 1)), np.ones((2, 2, 1, 1))
    trace = ConvScatter(dy, weight, (1, 3, 3, 1))
    state = trace.state(2)
    for array in (*state.values(), *trace.inputs.values(), *trace.outputs.values()):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
    assert dy.flags.writeable
    assert np.shares_memory(state["dy"], dy)


def test_integers_are_taken_as_floats():
    trace = ConvForward(np.arange(9).reshape(1, 3, 3, 1), np.ones((2, 2, 1, 1), int))
    assert {array.dtype for array in trace.state(2).values()} == {np.dtype(float)}


def test_cells_that_are_in_no_step():
    trace = ConvForward(np.ones((2, 3, 3, 1)), np.ones((2, 2, 1, 2)), None, ConvSettings(filters=[1]))
    for cell in (
        Cell("y", (0, 0, 0, 0)),
        Cell("x_pad", (1, 0, 0, 0)),
        Cell("nothing", (0,)),
        Cell("weight", (0, 0)),
    ):
        assert trace.steps_of(cell) == ()
        assert trace.related(cell) == {}
    assert trace.steps_of(Cell("y", (0, 1, 1, 1))) == range(3, 4)


def test_prefixes_are_boxes():
    visits = list(np.ndindex(2, 3, 2))
    for n in range(13):
        filled = np.zeros((2, 3, 2), int)
        for box in prefix(n, (2, 3, 2)):
            filled[box] += 1
        expected = np.zeros((2, 3, 2), int)
        for visit in visits[:n]:
            expected[visit] = 1
        np.testing.assert_array_equal(filled, expected)


def test_a_worked_example():
    x = np.array([[0.1, 0.2, 1.3], [0.37, 1.09, 1.02], [0.12, -0.23, -0.45]]).reshape(1, 3, 3, 1)
    weight = np.array([[0.4, -0.1], [0.23, 0.61]]).reshape(2, 2, 1, 1)
    forward = ConvForward(x, weight)
    z = forward.state(4)["y"]
    np.testing.assert_allclose(z.ravel(), [0.77, 0.8229, -0.0737, 0.0066], atol=1e-12)
    h = activation("sigmoid", z)
    dy = h * (1 - h)
    dx = ConvScatter(dy, weight, x.shape).state(4)["dx_pad"]
    dweight = ConvWeightAccumulate(dy, x, weight.shape).state(4)["dweight"]
    expected = [0.08652803, 0.06318114, -0.02120329, 0.14961795, 0.25575564, 0.10434032]
    np.testing.assert_allclose(dx.ravel(), [*expected, 0.05742199, 0.20979248, 0.15249834], atol=5e-9)
    np.testing.assert_allclose(dweight.ravel(), [0.42891012, 0.84603426, 0.28361417, 0.28214164], atol=5e-9)
