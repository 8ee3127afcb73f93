"""Every kind of trace once, over three samples of which the second is followed: all of its channels, or one."""

import numpy as np

from cnnviz.trace.activation import ActivationBackward, ActivationForward
from cnnviz.trace.convolution.forward import ConvForward
from cnnviz.trace.convolution.full import ConvFull, SpreadGradient, TurnKernel
from cnnviz.trace.convolution.input_gradient import ConvGather, ConvScatter
from cnnviz.trace.convolution.weight_gradient import BiasGradient, ConvWeightAccumulate, ConvWeightCorrelate
from cnnviz.trace.convolution.windows import ConvSettings
from cnnviz.trace.dense import (
    FlattenBackward,
    FlattenForward,
    LinearForward,
    LinearInputGradient,
    LinearWeightGradient,
)
from cnnviz.trace.descent import Descent
from cnnviz.trace.losses.cross_entropy import CrossEntropyBackward, CrossEntropyForward
from cnnviz.trace.losses.loss import CellLoss, MseBackward, MseForward, SumLoss, Upstream
from cnnviz.trace.padding import PadBackward, PadForward
from cnnviz.trace.pooling.forward import AvgPoolForward, MaxPoolForward
from cnnviz.trace.pooling.global_mean import GlobalMeanBackward, GlobalMeanForward
from cnnviz.trace.pooling.gradient import AvgPoolBackward, MaxPoolBackward
from cnnviz.trace.pooling.windows import PoolSettings

SAMPLES, SAMPLE = 3, 1
random = np.random.default_rng(5)
X = random.normal(size=(SAMPLES, 4, 5, 2))
WEIGHT, BIAS = random.normal(size=(2, 2, 2, 3)), random.normal(size=3)
DY = random.normal(size=(SAMPLES, 3, 4, 3))
POOLED = random.normal(size=(SAMPLES, 3, 4, 2))
LIST, TARGET = random.normal(size=(SAMPLES, 4)), random.normal(size=(SAMPLES, 4))
UNITS, OFFSET = random.normal(size=(4, 3)), random.normal(size=3)
DZ = random.normal(size=(SAMPLES, 3))


def conv(only):
    return ConvSettings(sample=SAMPLE, filters=only)


def pool(only):
    return PoolSettings(2, stride=1, sample=SAMPLE, channels=only)


TRACES = {
    "pad": lambda only, **given: PadForward(X, 1, sample=SAMPLE, **given),
    "convolve": lambda only, **given: ConvForward(X, WEIGHT, BIAS, conv(only), **given),
    "scatter": lambda only, **given: ConvScatter(DY, WEIGHT, X.shape, conv(only), **given),
    "gather": lambda only, **given: ConvGather(DY, WEIGHT, X.shape, conv(only), **given),
    "full": lambda only, **given: ConvFull(DY, WEIGHT, X.shape, conv(only), **given),
    "spread": lambda only, **given: SpreadGradient(DY, WEIGHT.shape, X.shape, conv(only), **given),
    "turn": lambda only, **given: TurnKernel(WEIGHT, **given),
    "accumulate": lambda only, **given: ConvWeightAccumulate(DY, X, WEIGHT.shape, (3,), conv(only), **given),
    "correlate": lambda only, **given: ConvWeightCorrelate(DY, X, WEIGHT.shape, conv(only), **given),
    "bias": lambda only, **given: BiasGradient(DY, sample=SAMPLE, filters=only, **given),
    "crop": lambda only, **given: PadBackward(X, 1, sample=SAMPLE, **given),
    "fold": lambda only, **given: PadBackward(X, 1, "replicate", sample=SAMPLE, **given),
    "max pool": lambda only, **given: MaxPoolForward(X, pool(only), **given),
    "average pool": lambda only, **given: AvgPoolForward(X, pool(only), **given),
    "max pool back": lambda only, **given: MaxPoolBackward(POOLED, X, pool(only), "split", **given),
    "average pool back": lambda only, **given: AvgPoolBackward(POOLED, X.shape, pool(only), **given),
    "global pool": lambda only, **given: GlobalMeanForward(X, sample=SAMPLE, channels=only, **given),
    "global pool back": lambda only, **given: GlobalMeanBackward(
        X[:, 0, 0], X.shape, sample=SAMPLE, channels=only, **given
    ),
    "activate": lambda only, **given: ActivationForward("tanh", X, sample=SAMPLE, channels=only, **given),
    "activate back": lambda only, **given: ActivationBackward(
        "relu", X, -X, sample=SAMPLE, channels=only, **given
    ),
    "flatten": lambda only, **given: FlattenForward(X, sample=SAMPLE, **given),
    "flatten back": lambda only, **given: FlattenBackward(
        X.reshape(SAMPLES, -1), X.shape, sample=SAMPLE, **given
    ),
    "linear": lambda only, **given: LinearForward(LIST, UNITS, OFFSET, sample=SAMPLE, **given),
    "linear input": lambda only, **given: LinearInputGradient(DZ, UNITS, sample=SAMPLE, **given),
    "linear weight": lambda only, **given: LinearWeightGradient(DZ, LIST, sample=SAMPLE, **given),
    "sum": lambda only, **given: SumLoss(X, sample=SAMPLE, **given),
    "cell": lambda only, **given: CellLoss(X, (SAMPLE, 0, 1, 1), **given),
    "upstream": lambda only, **given: Upstream(X, sample=SAMPLE, **given),
    "mse": lambda only, **given: MseForward(LIST, TARGET, sample=SAMPLE, **given),
    "mse back": lambda only, **given: MseBackward(LIST - TARGET, sample=SAMPLE, **given),
    "cross entropy": lambda only, **given: CrossEntropyForward(LIST, 2, sample=SAMPLE, **given),
    "cross entropy back": lambda only, **given: CrossEntropyBackward(LIST, 2, sample=SAMPLE, **given),
    "descent": lambda only, **given: Descent(WEIGHT, -WEIGHT, 0.1, **given),
}
"""What makes each of them, following all filters or channels (None) or some."""

SHARED = {
    "scatter": "filters",
    "gather": "filters",
    "full": "filters",
    "accumulate": "samples",
    "correlate": "samples",
    "bias": "samples",
    "linear weight": "samples",
    "sum": "samples",
    "mse": "samples",
    "cross entropy": "samples",
}
"""To whose cells others add, too, that are not followed: other samples, or other filters where some are followed."""
