"""NumPy computes with one thread, as the application has it; OPENBLAS_NUM_THREADS=2 in the environment wins."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # NumPy reads it when it is imported, so before that
