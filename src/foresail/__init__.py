"""Foresail (前帆): a sales strategy that can be trusted, from the data that a company already has."""

import os

__version__ = "0.1.0"

# Our matrices are small: threads of BLAS cost several times what they save, and sums would differ with their number.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
