"""How long what moves on the stage takes: nothing does where motion is not wanted, or where there is no time for it."""

from cnnviz.frozen import NamedTuple


class Pace(NamedTuple):
    """Milliseconds that each motion takes; 0 leaves it out.

    Parameters
    ----------
    glide : of the frames, from one step to the next
    flight : of what is worked out, to the cell that is written, once the frames are there
    pulse : of the cells that were added to, once that has arrived
    slide : of a grid, from where it was made to where the next chapter reads it
    """

    glide: int = 0
    flight: int = 0
    pulse: int = 0
    slide: int = 0

    def within(self, milliseconds: float) -> "Pace":
        """Return what there is time for between one step and the next."""
        flies = self.glide + self.flight <= milliseconds
        return Pace(
            self.glide if self.glide <= milliseconds else 0,
            self.flight if flies else 0,
            self.pulse if flies and sum(self[:3]) <= milliseconds else 0,
            self.slide if self.slide <= milliseconds else 0,
        )


STILL = Pace()
LIVELY = Pace(160, 250, 150, 200)
