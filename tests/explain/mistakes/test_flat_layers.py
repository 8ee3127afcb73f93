"""What the bank computes for linear layers and losses, beside their formulas with the mistake in them."""

import numpy as np
import pytest
from made_mistakes import first, steps_without_a_mistake

from cnnviz.engine import softmax
from cnnviz.explain.mistakes.operation import Operation, OperationKind


def given(*shapes):
    """Return arrays of such shapes."""
    random = np.random.default_rng(3)
    return [random.normal(size=shape) for shape in shapes]


OPERATIONS = {
    "linear": Operation(OperationKind.LINEAR, *given((3, 4), (3, 2), (4, 2), (2,)), rate=0.5),
    "linear, averaged": Operation(
        OperationKind.LINEAR, *given((3, 4), (3, 2), (4, 2), (2,)), rate=0.5, averaged=True
    ),
    "mean squared error": Operation(OperationKind.MSE, *given((3, 4), (1,)), target=given((3, 4))[0] / 2),
    "half the mean square by sample": Operation(
        OperationKind.MSE, *given((3, 4), (1,)), target=given((3, 4))[0] / 2, halved=True, by_sample=True
    ),
    "cross-entropy": Operation(
        OperationKind.CROSS_ENTROPY, *given((3, 4), (1,)), target=np.array([1.0, 0, 3])
    ),
}


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_steps_without_a_mistake_fold_to_what_the_engine_computes(operation):
    steps_without_a_mistake(operation)


@pytest.mark.parametrize(
    ("operation", "mistake", "name", "number", "expected"),
    [
        ("linear", "assigned_not_added", "dweight", 4, lambda o: o.x[-1:].T @ o.dy[-1:]),
        ("linear, averaged", "wrong_divisor", "dweight", 6, lambda o: o.x.T @ o.dy),
        ("linear", "gradient_averaged", "dweight", 0, lambda o: o.x.T @ o.dy / 3),
        ("linear", "bias_gradient_averaged", "dbias", 1, lambda o: o.dy.mean(0)),
        ("mean squared error", "wrong_divisor", "y", 6, lambda o: [((o.x - o.target) ** 2).sum()]),
        ("mean squared error", "wrong_divisor", "dx", 7, lambda o: 2 * (o.x - o.target) / 4),
        ("mean squared error", "square_forgotten", "y", 0, lambda o: [(o.x - o.target).mean()]),
        ("half the mean square by sample", "two_forgotten", "dx", 0, lambda o: (o.x - o.target) / 6),
        ("cross-entropy", "wrong_divisor", "dx", 6, lambda o: softmax(o.x) - np.eye(4)[[1, 0, 3]]),
        (
            "cross-entropy",
            "wrong_divisor",
            "y",
            7,
            lambda o: [-np.log(softmax(o.x)[range(3), [1, 0, 3]]).sum() / 12],
        ),
        ("cross-entropy", "axes_swapped", "dx", 4, lambda o: (softmax(o.x.T).T - np.eye(4)[[1, 0, 3]]) / 3),
        ("cross-entropy", "label_forgotten", "dx", 0, lambda o: softmax(o.x) / 3),
    ],
)
def test_flat_layers_and_losses(operation, mistake, name, number, expected):
    tried = OPERATIONS[operation]
    np.testing.assert_allclose(first(tried, mistake, name, number), expected(tried), atol=1e-12)
