"""The forecasting engine: many series at once, local and global models joined, intervals that hold.

>>> from foresail.methods.forecast import forecast
>>> made = forecast({"ds": list(range(24)), "y": [5.0] * 24}, 2, season=1)
>>> made.frame["mean"].to_list()
[5.0, 5.0]
"""

from foresail.methods.forecast.backtesting import backtest
from foresail.methods.forecast.engine import forecast
from foresail.methods.forecast.local import compile_kernels
from foresail.methods.forecast.result import Backtested, Forecast
from foresail.methods.forecast.scores import evaluate
from foresail.methods.forecast.words import WARNINGS

__all__ = ["WARNINGS", "Backtested", "Forecast", "backtest", "compile_kernels", "evaluate", "forecast"]
