"""The numbers of an experiment, computed once by the engine's network over all its images."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from cnnviz.engine.networks.layers import Parameters
from cnnviz.engine.networks.network import Gradients, Network
from cnnviz.experiment.document import Experiment
from cnnviz.run.numbers.losses import Losses, losses_of
from cnnviz.trace.steps import Array


class Numbers:
    """Every array of the round that an experiment stands before; each is computed when it is first asked for.

    Parameters
    ----------
    experiment
    network : what the images go through: for each layer that is on its padding, where it has any, and itself
    last : which layer of the network does what a layer of the experiment is there for, by the index of that
    """

    def __init__(self, experiment: Experiment, network: Network, last: Mapping[int, int]) -> None:
        self.network = network
        self.experiment, self._loss, self._last = experiment, experiment.fitted_loss, last
        self._by_sample: dict[int, Sequence[Mapping[str, Array]]] = {}

    def operation(self, layer: int) -> int:
        """Return which layer of the network does what layer `layer` of the experiment is there for."""
        return self._last[layer]

    @cached_property
    def arrays(self) -> Sequence[Array]:
        """The images, and what each layer of the network makes of them."""
        return self.network.forward(self.experiment.batch)

    @property
    def losses(self) -> Sequence[float] | None:
        """The loss of each image, None where a gradient is given without any."""
        return self._losses.values

    @property
    def upstream(self) -> Array:
        """The gradient of each image's own loss with respect to the last output."""
        return self._losses.upstream

    @cached_property
    def _losses(self) -> Losses:
        return losses_of(self._loss, self.arrays[-1])

    @property
    def gradients(self) -> Sequence[Array]:
        """The gradients of `arrays`, each image's of its own loss."""
        return self._backward.arrays

    @cached_property
    def _backward(self) -> Gradients:
        return self.network.backward(self.upstream, self.arrays)

    def parameter_gradients(self, sample: int) -> Sequence[Mapping[str, Array]]:
        """Return for each layer of the network the gradients of its parameters by one image's loss: "dweight", ..."""
        if sample not in self._by_sample:
            own = slice(sample, sample + 1)
            found = (
                self._backward.parameters
                if len(self.experiment.images) == 1
                else self.network.gradients(self.upstream[own], [array[own] for array in self.arrays])
            )
            self._by_sample[sample] = [{f"d{name}": part for name, part in one.items()} for one in found]
        return self._by_sample[sample]

    @property
    def mean_loss(self) -> float | None:
        """The mean of the images' losses: what training makes small."""
        return None if self.losses is None else float(np.mean(self.losses))

    @property
    def parameters(self) -> Mapping[int, Mapping[str, Array]]:
        """The parameters of the layers that have any, by the layer's index."""
        found = {layer: self.network.layers[place].parameters for layer, place in self._last.items()}
        return {layer: parameters for layer, parameters in found.items() if parameters}

    @cached_property
    def slopes(self) -> Sequence[Parameters]:
        """The gradients of the mean loss with respect to each network layer's parameters: what training goes by."""
        return self.network.gradients(self.upstream / len(self.experiment.images), self.arrays)

    def stepped(self, learning_rate: float) -> Numbers:
        """Return the numbers after one step of gradient descent on the mean loss."""
        return self.moved(self.slopes, learning_rate)

    def moved(self, against: Sequence[Parameters], by: float) -> Numbers:
        """Return the numbers with every parameter moved `by` so much against a direction."""
        return Numbers(self.experiment, self.network.step(against, by), self._last)
