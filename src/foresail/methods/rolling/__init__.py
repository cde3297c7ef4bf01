"""Forecasts of many series as analyses need them: from past origins too, beside the methods that people use."""

from foresail.methods.rolling.periods import GRAINS, Grain, add, index_of, period_of
from foresail.methods.rolling.roll import Rolled, roll

__all__ = ["GRAINS", "Grain", "Rolled", "add", "index_of", "period_of", "roll"]
