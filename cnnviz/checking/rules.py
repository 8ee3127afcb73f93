"""The rules by which a solution may go where several are right, as changes of an operation."""

from collections.abc import Mapping, Sequence

from cnnviz.checking.conventions.reading.subjects import Topic

_LEAKS = 0.1, 0.2, 0.05, 0.3, 0.001
_AT_KINKS = 1.0, 0.5  # as the slope above has it, or in the middle, as a difference of two sides does
_RULES: Mapping[Topic, Sequence[Mapping[str, object]]] = {
    Topic.MAX_POOLING: ({"ties": "all"}, {"ties": "split"}),
    Topic.AVERAGE_POOLING: ({"count_include_pad": False},),
    Topic.LINEAR: ({"averaged": False},),
    Topic.MSE: ({"halved": True}, {"by_sample": True}, {"halved": True, "by_sample": True}),
    Topic.CROSS_ENTROPY: ({"probabilities": True},),
    Topic.ACTIVATION: tuple({"leak": leak} for leak in _LEAKS),
}


def rules_of(topic: Topic, *, right_off_kinks: bool) -> Sequence[Mapping[str, object]]:
    """Return which rules there are beside the usual one; at kinks only for what is right wherever there is none."""
    rules = _RULES.get(topic, ())
    if topic is not Topic.ACTIVATION or not right_off_kinks:
        return rules
    return (*rules, *({"at_zero": share} for share in _AT_KINKS))
