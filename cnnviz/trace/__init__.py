"""Passes over a layer as sequences of steps (NumPy only).

Every kind of pass is a class: it takes the arrays that it reads, then its settings, then the keyword `finished`, for
the arrays that it writes where somebody has computed them already (see `LoopNest`). Each follows one sample, and some
of them only some filters or channels; what is not followed is in the finished arrays, but in no step and no state.
"""
