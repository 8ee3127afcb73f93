"""Mistakes about one number at a time: slopes, and the step of gradient descent."""

from collections.abc import Callable

import numpy as np

from cnnviz.engine.activation import activation, activation_backward
from cnnviz.explain.mistakes.visit import Visit, replaced, with_constants
from cnnviz.trace.steps import Array, Cell, Const, Step


def slope_left_out(visit: Visit) -> Step | None:
    """Hand the gradient on as it is."""
    updates = []
    for update in visit.step.updates:
        cells = tuple(one for term in update.terms for one in term if isinstance(one, Cell))
        gradient = cells or tuple(cell for cell in update.aside if cell.array == "da")
        updates.append(replaced(update, terms=(gradient,)))
    return Step(tuple(updates))


def slope_of(name: str, value: Callable[[str, Array, Array], Array]) -> Callable[[Visit], Step | None]:
    """Take another number for the slope: `value` of the function, its input and the gradient."""

    def wrong(visit: Visit) -> Step | None:
        function = function_of(visit)
        if not function:
            return None
        at = visit.step.updates[0].target.index
        z, da = visit.array("z")[at], visit.array("da")[at]
        slope = float(value(function, np.array([z], float), np.array([da], float))[0])
        constant = Const(slope, name)
        term = (Cell("da", at), constant)
        return Step(tuple(replaced(one, terms=(term,)) for one in visit.step.updates))

    return wrong


def function_of(visit: Visit) -> str:
    """Return which function an activation's pass is of, by its slopes; "" where it is none of the usual ones."""
    return getattr(visit.trace, "name", "")


def at_gradient(name: str, z: Array, da: Array) -> Array:
    """Return the slope at the gradient instead of at z."""
    return activation_backward(name, np.ones_like(z), da)


def at_result(name: str, z: Array, da: Array) -> Array:
    """Return the slope at the function's result instead of at z."""
    return activation_backward(name, np.ones_like(z), activation(name, z))


def result_itself(name: str, z: Array, da: Array) -> Array:
    """Return the function's value instead of its slope."""
    return activation(name, z)


def input_for_result(name: str, z: Array, da: Array) -> Array:
    """Return what stands in the slope's formula for the function's value with z put there: z(1 − z), 1 − z²."""
    return z * (1 - z) if name == "sigmoid" else 1 - z**2 if name == "tanh" else (z != 0).astype(float)


def uphill(visit: Visit) -> Step | None:
    """Add the step instead of subtracting it."""
    return with_constants(visit, lambda constant: Const(-constant.value, "η"))


def whole_gradient(visit: Visit) -> Step | None:
    """Subtract the gradient without the learning rate."""
    return with_constants(visit, lambda constant: Const(-1.0, "−1"))
