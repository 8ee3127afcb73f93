"""How long solutions may take: what they compute is limited, and how long they stand still is, far more generously.

What a call computes is counted by the processor's time, so that a slow or busy machine calls no right solution too
slow. Real time is limited for the sake of those that sleep, or wait for what never comes.
"""

from cnnviz.frozen import NamedTuple


class Limits(NamedTuple):
    """How many seconds a solution may take.

    Parameters
    ----------
    call, job : of the processor's time, for one call and for a whole job
    call_waits, job_waits : of real time
    """

    call: float = 4.0
    job: float = 20.0
    call_waits: float = 60.0
    job_waits: float = 300.0


LIMITS = Limits()
OF_EDITS = Limits(2.0, 30.0, 30.0, 300.0)
"""Where a solution is tried with one edit and another, of which each may have made a loop that never ends."""
ENDING = 1.0
"""Real seconds in which the process that runs jobs may end what it has begun and itself, before it is ended."""
PATIENCE = 10.0
"""Real seconds beyond those of a job, after which that process itself is given up."""
