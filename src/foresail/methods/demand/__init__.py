"""What price and promotion do to demand, and how much to order: on plain arrays."""

from foresail.methods.demand.response import Response, fit
from foresail.methods.demand.stock import Position, position

__all__ = ["Position", "Response", "fit", "position"]
