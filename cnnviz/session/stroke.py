"""The stroke in hand: what the run was before it, so that one sees what it changes."""

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.same import same
from cnnviz.run.timeline import Timeline

MOST_BYTES = 32 * 2**20
"""Memory of a run that is held on to beside the one that is shown."""


class Stroke:
    """The run before what is being drawn, held on to until one does something else; None before and after."""

    def __init__(self) -> None:
        self.before: Timeline | None = None
        self._part = -1

    def go_on(self, before: Experiment, after: Experiment, part_of: int, run: Timeline) -> None:
        """Know of an edit: one more part of the stroke in hand, or the first of the next, or nothing drawn at all.

        Parameters
        ----------
        before, after : the experiment that is open, and the one that is about to be
        part_of : the number that all parts of a stroke share, -1 where there is but one
        run : of the experiment that is open
        """
        from cnnviz.experiment.size import run_bytes  # a start does not wait for it

        if not _is_drawn(before, after) or run_bytes(after) > MOST_BYTES:
            self.end()
        elif self.before is None or part_of == -1 or part_of != self._part:
            self.before, self._part = run, part_of

    def end(self) -> None:
        """Let the run before the stroke go."""
        self.before = None


def _is_drawn(before: Experiment, after: Experiment) -> bool:
    """Return whether nothing but pixels of the image is another number, and no other image is there."""
    if after.image_name != before.image_name:
        return False
    if after.image.shape != before.image.shape or after.image is before.image:
        return False
    return same(after.with_image(before.image, before.image_name), before.with_layers(before.layers))
