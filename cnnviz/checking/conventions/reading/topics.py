"""What a function computes, by the words of its name, else by the names of its arguments."""

from collections.abc import Mapping

from cnnviz.checking.conventions.reading.names import Meaning, given, made, one_of, words_of
from cnnviz.checking.conventions.reading.signatures import Function
from cnnviz.checking.conventions.reading.subjects import LOSSES, Topic

FORWARD = one_of("forward fwd fprop fw feedforward forwards")
BACKWARD = one_of(
    """backward back bwd bprop backprop grad gradient backwards derivative prime deriv backpropagation
    gradients backpropagate"""
)
CONVOLUTION = one_of(
    """conv convolution convolve conv2d convolve2d convolution2d convolutional correlate convlayer
    correlation cross xcorr convolutionlayer convolutional2d conv2 myconv conv3x3 faltung"""
)
POOLING = one_of(
    """pool pooling maxpool avgpool maxpooling avgpooling pool2d maxpool2d avgpool2d maxpool2 avgpool2
    poollayer maxpoollayer maxpooling2d avgpooling2d averagepooling2d"""
)
MAXIMUM = one_of("max maxpool maxpooling maxpool2d maximum maxpool2 maxpoollayer maxpooling2d")
AVERAGE = one_of(
    """avg average mean avgpool avgpooling avgpool2d meanpool averagepool avgpool2 avgpooling2d
    averagepooling2d"""
)
LINEAR = one_of("linear dense affine fc fullyconnected denselayer linearlayer fclayer")
ACTIVATIONS: Mapping[str, str] = {
    "relu": "relu",
    "leaky": "leaky_relu",
    "leakyrelu": "leaky_relu",
    "lrelu": "leaky_relu",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "logistic": "sigmoid",
}
_UPDATE = one_of("update sgd descent")
_HELPING = one_of("full transposed transpose im2col col2im output shape size dims test check")
_OF_A_SINGLE = one_of("single step slice")
_CROSS_ENTROPY = one_of("crossentropy xent nll crossentropyloss categoricalcrossentropy cce ce")
_OTHER_LOSSES = one_of("binary bce svm hinge mae huber")
_MSE = one_of("mse msee meansquarederror mseloss l2loss squarederror")
_OTHERS = one_of("activation batchnorm bn dropout lstm rnn attention network net model")
_SLOPES = one_of("d der dx")

Topics = tuple[tuple[Topic, ...], str]
_NOTHING: Topics = (), ""


def topics_of(function: Function) -> Topics:
    """Return what a function computes by its name, else by the names of its arguments, and which activation."""
    words = set(words_of(function.name))
    meanings = {given(arg) for arg in function.args}
    needed = len(function.args) - len(function.optional)
    if words & CONVOLUTION and words & _OF_A_SINGLE and Meaning.DY not in meanings:
        return (Topic.SINGLE_STEP,), ""
    if words & _HELPING or several_layers(words):
        return _NOTHING
    loss = loss_of(words)
    if loss is not None:
        return ((loss,), "") if len(function.args) >= 2 else _NOTHING
    if "softmax" in words:
        return ((Topic.SOFTMAX,), "") if 1 <= needed <= 2 else _NOTHING
    if words & POOLING or (words & (MAXIMUM | AVERAGE) and words & (FORWARD | BACKWARD)):
        return (_poolings(words, function), "") if function.args else _NOTHING
    if words & CONVOLUTION:
        return ((Topic.CONVOLUTION,), "") if needed >= 2 else _NOTHING
    activation = activation_of(words)
    if activation:
        return ((Topic.ACTIVATION,), activation) if 1 <= needed <= 2 else _NOTHING
    if is_linear(words):
        return ((Topic.LINEAR,), "") if needed >= 2 else _NOTHING
    return _by_arguments(function, words, meanings, needed)


def _by_arguments(function: Function, words: set[str], meanings: set[Meaning | None], needed: int) -> Topics:
    if "distribute" in words or {"average", "mask"} <= words:
        return (Topic.SHARE,), ""
    if "mask" in words:
        return ((Topic.MASK,), "") if needed == 1 else _NOTHING
    if words & {"pad", "padding"}:
        return ((Topic.PADDING,), "") if Meaning.PADDING in meanings else _NOTHING
    if words & _UPDATE:
        return ((Topic.UPDATE,), "") if _updates(function) else _NOTHING
    convolves = Meaning.WEIGHT in meanings and meanings & {Meaning.X, Meaning.PADDED}
    return ((Topic.CONVOLUTION,), "") if convolves and needed >= 2 else _NOTHING


def several_layers(words: set[str]) -> bool:
    """Return whether a name is that of several layers one after another: affine_relu_forward."""
    layers = (words & CONVOLUTION - {"cross"}, words & POOLING, words & LINEAR, words & _OTHERS)
    kinds = sum(map(bool, layers)) + bool(activation_of(words))
    return kinds > 1


def loss_of(words: set[str]) -> Topic | None:
    """Return which loss a name says."""
    if words & _OTHER_LOSSES:
        return None
    if (
        words & _MSE
        or {"mean", "squared"} <= words
        or {"squared", "error"} <= words
        or {"l2", "loss"} <= words
    ):
        return Topic.MSE
    entropy = words & _CROSS_ENTROPY or {"cross", "entropy"} <= words
    return Topic.CROSS_ENTROPY if entropy or ("softmax" in words and "loss" in words) else None


def activation_of(words: set[str]) -> str:
    """Return which activation a name says, "" where none."""
    return next((name for word, name in reversed(list(ACTIVATIONS.items())) if word in words), "")


def is_linear(words: set[str]) -> bool:
    """Return whether a name is that of a linear layer."""
    return bool(words & LINEAR) or {"fully", "connected"} <= words


def _poolings(words: set[str], function: Function) -> tuple[Topic, ...]:
    """Return which pooling a name says, both where an argument chooses, or what is kept of it."""
    if words & AVERAGE:
        return (Topic.AVERAGE_POOLING,)
    names = (*function.args, *(part for parts in function.unpacked.values() for part in parts))
    moded = not words & MAXIMUM and any(given(name) is Meaning.MODE for name in names)
    return (Topic.MAX_POOLING, Topic.AVERAGE_POOLING) if moded else (Topic.MAX_POOLING,)


def _updates(function: Function) -> bool:
    """Return whether a function takes a parameter, its gradient and a rate."""
    if len(function.args) != 3:
        return False
    parameter, gradient, rate = function.args
    return (given(parameter), made(gradient), given(rate)) == (Meaning.WEIGHT, Meaning.DWEIGHT, Meaning.RATE)


def is_backward(function: Function, topic: Topic) -> bool:
    """Return whether a function is one of the way back."""
    words = set(words_of(function.name))
    if topic in (Topic.MASK, Topic.SHARE, Topic.UPDATE):
        return True
    if words & FORWARD:
        return False
    if words & BACKWARD or any(word.startswith("back") for word in words):
        return True
    if topic in (Topic.ACTIVATION, Topic.SOFTMAX, *LOSSES):
        return bool(words & _SLOPES)
    meanings = [given(arg) for arg in function.args]
    return Meaning.DY in meanings and (Meaning.X in meanings or Meaning.CACHE in meanings)


def plainness(function: Function) -> int:
    """Return how surely a function is the one that is meant, where several could be: the plain name before others."""
    words = set(words_of(function.name))
    return -len(words - FORWARD - BACKWARD - CONVOLUTION - POOLING - LINEAR - {"naive", "loss"})
