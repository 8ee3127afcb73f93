"""Mistakes about one number at a time: slopes, and the step of gradient descent."""

from collections.abc import Callable

import numpy as np

from cnnviz.engine.activation import activation, activation_backward
from cnnviz.explain.mistakes.visit import Visit, replaced, with_constants
from cnnviz.trace.steps import Array, Cell, Const, Step, Update


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
        if slope != slope:
            return None
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


def other_side(name: str, z: Array, da: Array) -> Array:
    """Return the slope as it is on the other side of 0, of what has two."""
    return activation_backward(name, np.ones_like(z), -z) if name in _TWO_SIDED else np.full_like(z, np.nan)


_TWO_SIDED = ("relu", "leaky_relu")


def unapplied(visit: Visit) -> Step | None:
    """Leave a function out, so that its input goes on as it is."""
    if not any(update.function for update in visit.step.updates):
        return None
    return Step(tuple(without_function(update) for update in visit.step.updates))


def without_function(update: Update) -> Update:
    """Return an update without its function."""
    return Update(update.target, update.terms, update.combine, None, update.accumulate, update.aside)


def slope_for_value(visit: Visit) -> Step | None:
    """Write down the slope where the value belongs: for relu its mask."""
    return _instead(visit, "slope", lambda name, z: activation_backward(name, np.ones_like(z), z))


def kept_below(visit: Visit) -> Step | None:
    """Keep what lies below 0 and not what lies above it, of what has two sides."""
    if visit.step.updates[0].function not in _TWO_SIDED:
        return None
    return _instead(visit, "other side", lambda name, z: -activation(name, -z))


def _instead(visit: Visit, label: str, value: Callable[[str, Array], Array]) -> Step | None:
    """Return the step of a function of one number with another number in the place of its value."""
    (update,) = visit.step.updates
    if update.function is None:
        return None
    z = visit.array("z")[update.target.index]
    wrong = float(value(update.function, np.array([z], float))[0])
    z_cell = Cell("z", update.target.index)
    return Step((Update(update.target, ((Const(wrong, label),),), aside=(z_cell,)),))


def uphill(visit: Visit) -> Step | None:
    """Add the step instead of subtracting it."""
    return with_constants(visit, lambda constant: Const(-constant.value, "η"))


def whole_gradient(visit: Visit) -> Step | None:
    """Subtract the gradient without the learning rate."""
    return with_constants(visit, lambda constant: Const(-1.0, "−1"))
