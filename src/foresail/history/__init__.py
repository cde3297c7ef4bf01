"""What was true when: the canonical model out of all loads, what changed between them, and any past day's state."""

from foresail.history.build import as_of_day, build_model
from foresail.history.compare import compare

__all__ = ["as_of_day", "build_model", "compare"]
